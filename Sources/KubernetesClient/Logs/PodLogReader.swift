import AsyncHTTPClient
import ClusterModel
import Foundation
import PlainText

/// Reads the end of a container's log, once.
struct PodLogReader {
    let request: PodLogRequest
    let transport: APITransport

    /// Lines, bytes and time of one answer are bounded.
    private static let lines = 500
    private static let bytes = 256 << 10
    private static let longestLine = 2_000

    private var path: String {
        "/api/v1/namespaces/\(APIConnection.encoded(request.namespace))/pods/\(APIConnection.encoded(request.pod.name))"
    }

    func read() async -> PodLogAnswer {
        var query = [
            (name: "timestamps", value: "true"), (name: "tailLines", value: "\(Self.lines)"), (name: "limitBytes", value: "\(Self.bytes)"),
        ]
        if let container = request.container { query.append((name: "container", value: container)) }
        if request.isPrevious { query.append((name: "previous", value: "true")) }
        do {
            // Another pod may have the name by now; its log would be taken for that of this one.
            let object = try await transport.data(transport.connection.request(.GET, path), within: .seconds(5))
            if let pod = try? JSONDecoder().decode(WirePod.self, from: object).model, pod.uid != request.pod.uid {
                return .refused("another pod has its name now: the log of this one is gone with it; a log store may have it")
            }
            let data = try await transport.data(transport.connection.request(.GET, "\(path)/log", query: query), within: .seconds(5))
            return .lines(
                String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(Self.lines).map { line in
                    let entry = LogHistory.split(String(line))
                    return PodLogLine(at: entry.at, text: ANSI.plain(entry.text, limit: Self.longestLine))
                })
        } catch {
            return .refused(reason(transport.failure(error)))
        }
    }

    private func reason(_ error: any Error) -> String {
        guard let failure = error as? RequestFailure else { return "the log could not be read: \(error)" }
        let words = ANSI.plain(failure.message, limit: 300)
        if failure.isForbidden { return "\(words): get on pods/log is wanted; ask for the right, or for: \(request.command)" }
        if failure.status == 404 { return "the pod is gone, and its log with it; a log store may have it" }
        if failure.status == 400, request.isPrevious { return "\(words): the container has not ended before; p shows its present run" }
        if failure.status == 400 { return "\(words): it has written nothing yet; p shows its previous run, y its events" }
        return "\(words): it is asked for again; in another terminal: \(request.command)"
    }
}

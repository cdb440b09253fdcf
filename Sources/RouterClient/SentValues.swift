import Foundation
import NIOHTTP1
import PlainText
import TrafficModel
import WireFormats

/// What a request carried: an answer that repeats it tells nothing of who answers.
struct SentValues: Sendable {
    private var values: Set<String>
    private var names: Set<String>
    private var workerHeader: String?
    private var key: BearerKey?

    init(_ request: StreamRequest, headers: HTTPHeaders, target: RouterTarget) {
        values = Set(headers.map(\.value)).union([target.place, request.model])
        names = Set(values.flatMap(WorkerNames.names)).union(values)
        key = target.key
        workerHeader = request.workerHeader?.lowercased()
    }

    /// Of every answer, whoever serves it.
    private static let common: Set<String> = [
        "date", "content-type", "content-length", "transfer-encoding", "connection", "keep-alive", "cache-control", "vary", "server",
    ]

    /// What its headers may say of the worker.
    func hints(in headers: HTTPHeaders) -> [WorkerHint] {
        var hints: [WorkerHint] = []
        // `envoy`, or `istio-envoy`: it has a way of its own to close.
        if headers.first(name: "server")?.lowercased().contains("envoy") == true { hints.append(WorkerHint.envoy) }
        for (name, value) in headers.prefix(100) {
            let isNamed = name.lowercased() == workerHeader
            guard isNamed || !Self.common.contains(name.lowercased()), !values.contains(value) else { continue }
            let value = key?.scrubbed(value) ?? value
            var found = WorkerNames.names(in: value).filter { !names.contains($0) }
            let whole = SentValues.plain(value)
            if isNamed, !found.contains(whole), !whole.isEmpty { found.append(whole) }
            if !found.isEmpty { hints.append(WorkerHint(header: SentValues.plain(name), names: found)) }
        }
        return hints
    }

    /// The request's id as the router gave it back, where it is another.
    func alias(in headers: HTTPHeaders) -> RequestID? {
        headers.first(name: "x-request-id").map(Self.plain).flatMap { $0.isEmpty || values.contains($0) ? nil : $0 }
    }

    private static func plain(_ text: String) -> String {
        ANSI.plain(text, limit: 200).trimmingCharacters(in: .whitespaces)
    }
}

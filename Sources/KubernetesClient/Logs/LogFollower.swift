import AsyncHTTPClient
import ClusterModel
import Foundation
import NIOCore
import TrafficModel
import WireFormats

/// Follows the log of one container until cancelled or until its pod is gone, and takes it up again after every break.
struct LogFollower: Sendable {
    let target: LogTarget
    let transport: APITransport
    let run: RunContext
    let onLine: @Sendable (_ line: String, _ loggedAt: Double?) -> Void
    let onState: @Sendable (SourceState) -> Void

    /// Lines of history asked for at first, so that what happened before the start is known too.
    static let historyLines = 2_000
    /// Log lines beyond this are cut; no router line that matters is as long.
    static let longestLine = 64 << 10

    private var podPath: String {
        "/api/v1/namespaces/\(APIConnection.encoded(target.namespace))/pods/\(APIConnection.encoded(target.pod.name))"
    }

    func untilGone() async {
        var history = LogHistory()
        var health = SourceHealth(rules: run.rules, random: run.random)
        onState(.connecting)
        while !Task.isCancelled {
            do {
                try await follow(&history, &health)
                tell(health.ended(well: true, at: run.now()))
                // The end of a log: the container ended, or the connection's time was up.
                guard try await podIsStillThere() else { return }
                try await run.clock.sleep(for: health.pause())
            } catch let failure as RequestFailure {
                tell(health.ended(well: false, at: run.now()))
                if failure.status == 404, await podIsGone() { return }
                tell(health.failed(failure, at: run.now()))
                guard (try? await run.clock.sleep(for: health.pause(after: failure))) != nil else { return }
            } catch {
                return
            }
        }
    }

    private func tell(_ state: SourceState?) {
        if let state { onState(state) }
    }

    private func follow(_ history: inout LogHistory, _ health: inout SourceHealth) async throws {
        var query = [(name: "follow", value: "true"), (name: "timestamps", value: "true")]
        if let container = target.container { query.append((name: "container", value: container)) }
        if let since = history.resume() {
            query.append((name: "sinceTime", value: since))
        } else if history.isEmpty {
            query.append((name: "tailLines", value: String(Self.historyLines)))
        } else {
            // Lines without timestamps cannot be told apart: nothing old is asked for.
            query.append((name: "tailLines", value: "0"))
        }
        do {
            let request = transport.connection.request(.GET, "\(podPath)/log", query: query)
            // The kubelet may hold the headers back until the first line; silence is no fault of a log.
            let response = try await transport.open(request, headersWithin: .hours(24))
            tell(health.opened(at: run.now()))
            var framer = LineFramer(maximumLength: Self.longestLine)
            for try await buffer in response.body {
                tell(health.heard(at: run.now()))
                for line in framer.append(buffer.readableBytesView) { admit(line, to: &history) }
            }
            try Task.checkCancellation()
            if let line = framer.finish() { admit(line, to: &history) }
        } catch {
            throw transport.failure(error)
        }
    }

    private func admit(_ line: LineFramer.Line, to history: inout LogHistory) {
        guard let entry = history.admit(line.text) else { return }
        onLine(entry.text, entry.at)
    }

    /// Whether this very pod, not one of the same name, exists and can still write.
    private func podIsStillThere() async throws -> Bool {
        do {
            let data = try await transport.data(transport.connection.request(.GET, podPath), within: .seconds(10))
            guard let pod = try? JSONDecoder().decode(WirePod.self, from: data).model else { return true }
            return pod.uid == target.pod.uid && pod.phase != "Succeeded" && pod.phase != "Failed"
        } catch let failure as RequestFailure where failure.status == 404 {
            return false
        }
    }

    private func podIsGone() async -> Bool {
        (try? await podIsStillThere()) == false
    }
}

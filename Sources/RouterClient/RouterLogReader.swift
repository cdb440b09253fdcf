import FailoverModel
import WireFormats

/// Reads the log of one router pod, line by line, as Kubernetes delivers it: both outputs merged, escape sequences and
/// all. It knows the production stack's router; of others it only counts the lines.
public struct RouterLogReader: Sendable {
    private let routerPod: String
    private var log = ProductionStackLog()
    private var unknownLines = 0
    private var reportAt = 1

    /// Unknown lines are told after 1, 2, 4 … lines, at the latest after so many.
    private static let longestSilence = 1024

    public init(routerPod: String) {
        self.routerPod = routerPod
    }

    /// What this line says; mostly nothing.
    public mutating func read(_ line: String) -> [RouterLogEntry] {
        entries(log.feed(line))
    }

    /// What is left to say when the log has ended.
    public mutating func finish() -> [RouterLogEntry] {
        let last = entries(log.finish())
        return unknownLines > 0 ? last + [reportUnknown()] : last
    }

    private mutating func entries(_ lines: [ProductionStackLogLine]) -> [RouterLogEntry] {
        var entries: [RouterLogEntry] = []
        for line in lines {
            if let message = message(line) {
                entries.append(RouterLogEntry(routerPod: routerPod, message: message))
            } else if line == .unknown {
                unknownLines += 1
                guard unknownLines >= reportAt else { continue }
                entries.append(reportUnknown())
                reportAt = min(reportAt * 2, Self.longestSilence)
            }
        }
        return entries
    }

    private mutating func reportUnknown() -> RouterLogEntry {
        defer { unknownLines = 0 }
        return RouterLogEntry(routerPod: routerPod, message: .unknown(lines: unknownLines))
    }

    private func message(_ line: ProductionStackLogLine) -> RouterLogMessage? {
        switch line {
        case .routed(let request, let session, let worker, let attempt):
            .routed(request: request, session: session, worker: worker, attempt: attempt)
        case .attemptFailed(let request, let worker, let attempt, let problem):
            .attemptFailed(request: request, worker: worker, attempt: attempt, problem: problem)
        case .discovered(let pod, let ip): .engineDiscovered(pod: pod, ip: ip)
        case .deleted(let pod): .engineDropped(pod: pod)
        case .terminating(let pod): .engineTerminating(pod: pod)
        case .streamBroke(let reason): .streamBroke(reason)
        case .routine, .unknown: nil
        }
    }
}

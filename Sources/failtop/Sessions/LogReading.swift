import RouterClient
import Synchronization
import TrafficModel
import WireFormats

/// One router pod's log reader behind a lock: lines come from the connection's own thread.
final class LogReading: Sendable {
    private let reader: Mutex<RouterLogReader>

    init(pod: String, dialect: RouterDialect?, patterns: [String]) {
        let patterns = patterns.compactMap { LogPattern($0) }
        reader = Mutex(RouterLogReader(routerPod: pod, dialect: dialect, patterns: patterns))
    }

    func read(_ line: String, loggedAt: Double?) -> [RouterLogEntry] {
        var entries = reader.withLock { $0.read(line) }
        for index in entries.indices { entries[index].loggedAt = loggedAt }
        return entries
    }
}

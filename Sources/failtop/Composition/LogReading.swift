import FailoverModel
import Foundation
import RouterClient
import Synchronization
import WireFormats

/// One router pod's log reader behind a lock: lines come from the connection's own thread.
final class LogReading: Sendable {
    private let reader: Mutex<RouterLogReader>

    init(pod: String, dialect: RouterDialect?, patterns: [String]) {
        let patterns = patterns.compactMap { LogPattern($0) }
        reader = Mutex(RouterLogReader(routerPod: pod, dialect: dialect, patterns: patterns))
    }

    func read(_ line: String, timestamp: String?) -> [RouterLogEntry] {
        var entries = reader.withLock { $0.read(line) }
        guard !entries.isEmpty, let seconds = timestamp.flatMap(Self.seconds) else { return entries }
        for index in entries.indices { entries[index].loggedAt = seconds }
        return entries
    }

    /// Unix time of the kubelet's RFC 3339 timestamp.
    static func seconds(_ text: String) -> Double? {
        let plain = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        guard let dot = text.firstIndex(of: ".") else { return try? plain.parse(text).timeIntervalSince1970 }
        let whole = String(text[..<dot]) + "Z"
        let digits = text[text.index(after: dot)...].prefix { $0.isNumber }
        guard let date = try? plain.parse(whole), let fraction = Double("0.\(digits)") else { return nil }
        return date.timeIntervalSince1970 + fraction
    }
}

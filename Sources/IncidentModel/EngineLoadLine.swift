import ClusterModel
import TrafficModel

/// An engine that was left, before, during and after an incident. Field names are part of the interface
/// (`docs/report-schema.md`).
package struct EngineLoadLine: Sendable, Equatable, Codable {
    package var letter: String
    package var pod: String
    /// In the half minute before the fault; nil where its metrics could not be read.
    package var before: EngineLoad?
    /// From the fault until it had recovered.
    package var during: EngineLoad?
    /// From then until the incident closed.
    package var after: EngineLoad?

    package init(letter: String, pod: String, before: EngineLoad?, during: EngineLoad?, after: EngineLoad? = nil) {
        self.letter = letter
        self.pod = pod
        self.before = before
        self.during = during
        self.after = after
    }

    /// So many more wait than before: one or two may be chance.
    static let queueRise = 3.0
    /// The time to first token is so many times what it was, and so many seconds more.
    static let slowdown = (factor: 2.0, seconds: 0.25)

    /// It could not keep up with what came to it: a queue came, or the first token took far longer. nil where it is not known.
    package var isOverloaded: Bool? {
        guard let before, let during, before.isKnown, during.isKnown else { return nil }
        if let was = before.waiting, let rose = during.waiting, rose - was >= Self.queueRise { return true }
        if let (_, was, now) = latencies, now >= was * Self.slowdown.factor, now - was >= Self.slowdown.seconds { return true }
        return before.waiting == nil && latencies == nil || during.waiting == nil && latencies == nil ? nil : false
    }

    /// The same percentile of both, the higher that is known of both.
    private var latencies: (name: String, before: Double, during: Double)? {
        guard let before = before?.firstToken, let during = during?.firstToken else { return nil }
        if let was = before.p95, let now = during.p95 { return ("p95", was, now) }
        if let was = before.p50, let now = during.p50 { return ("p50", was, now) }
        return nil
    }

    /// `waiting on B rose from 0 to 7; TTFT p95 from 0.20 s to 3.10 s`
    package var sentence: String {
        guard let before, before.isKnown else { return "\(letter): not known, its metrics could not be read before the fault" }
        guard let during, during.isKnown else { return "\(letter): not known, its metrics could not be read since the fault" }
        var parts: [String] = []
        if let was = before.waiting, let now = during.waiting {
            let rose = now > was ? "rose from \(was.asCount) to \(now.asCount)" : "stayed at \(was.asCount) at most"
            parts.append("waiting on \(letter) \(rose)")
        }
        if let (name, was, now) = latencies {
            parts.append("TTFT \(name) from \(Self.words(was)) to \(Self.words(now))")
        } else {
            parts.append("TTFT not known, too few requests")
        }
        if let was = before.cacheUsage, let now = during.cacheUsage {
            parts.append("KV cache from \(Self.percent(was)) to \(Self.percent(now))")
        }
        return parts.joined(separator: "; ")
    }

    private static func words(_ seconds: Double) -> String { Duration.seconds(min(max(0, seconds), 1e6)).inWords }
    private static func percent(_ share: Double) -> String { "\((share * 100).rounded().asCount)%" }
}

extension [EngineLoadLine] {
    /// Whether those that were left carried the load. nil: nobody was left.
    package var verdict: String? {
        guard !isEmpty else { return nil }
        let overloaded = filter { $0.isOverloaded == true }.map(\.letter)
        let unknown = filter { $0.isOverloaded == nil }.map(\.letter)
        if !overloaded.isEmpty { return "\(overloaded.joined(separator: ", ")) overloaded" }
        if unknown.count == count { return "not known whether those that were left were overloaded" }
        return unknown.isEmpty ? "none that was left was overloaded" : "none overloaded, of \(unknown.joined(separator: ", ")) it is not known"
    }
}

import ClusterModel
import TrafficModel

/// An engine's own metrics in words. What it does not tell is left out.
struct EngineWords {
    let engine: EngineRecord

    init(_ engine: EngineRecord) { self.engine = engine }

    var lines: [(name: String, text: String)] {
        let figures = engine.figures
        let waiting = figures.waitingByReason.map { reasons in
            reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.asCount)" }.joined(separator: ", ")
        }
        return [
            ("waiting", waiting), ("KV cache", figures.cacheUsage.map(Self.percent)), ("TTFT", engine.firstToken.map(Self.words)),
            ("token gap", engine.interToken.map(Self.words)), ("aborts", figures.aborts.map { "\($0.asCount) since it started" }),
            ("sleep", figures.isAsleep.map { $0 ? "asleep" : "awake" }),
        ].compactMap { name, text in text.map { (name, $0) } }
    }

    static func percent(_ share: Double) -> String { "\((share * 100).rounded().asCount)%" }

    private static func words(_ percentiles: LatencyPercentiles) -> String {
        func text(_ value: Double?) -> String { value.map(Format.seconds) ?? "not known" }
        let few = percentiles.p95 == nil ? ": too few" : ""
        return "p50 \(text(percentiles.p50)), p95 \(text(percentiles.p95)), \(percentiles.count) in \(percentiles.window.rounded().asCount) s\(few)"
    }
}

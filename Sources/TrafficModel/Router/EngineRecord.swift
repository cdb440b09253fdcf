import ClusterModel

/// The latest figures of an engine, and what they were a while ago.
package struct EngineRecord: Sendable, Equatable {
    package internal(set) var figures: EngineFigures
    /// When they were read.
    package internal(set) var at: Moment
    /// The token counter over time, oldest first, bounded.
    var samples: [Sample] = []
    /// The last half minute, coarsely, oldest first.
    private var windows: [Window] = []

    struct Sample: Sendable, Equatable {
        var at: Moment
        var tokens: Double
        var isBusy: Bool
    }

    /// Readings of two seconds: the first of them, and the most that was seen in any.
    private struct Window: Sendable, Equatable {
        let at: Moment
        let first: EngineFigures
        var load = EngineLoad()
    }

    static let sampleLimit = 64
    /// Percentiles and peaks are those of so long.
    package static let window = Duration.seconds(30)
    private static let windowStep = Duration.seconds(2)
    /// Older figures are told as such.
    package static let staleAfter = Duration.seconds(10)

    init(figures: EngineFigures, at: Moment) {
        self.figures = figures
        self.at = at
    }

    mutating func update(_ figures: EngineFigures, at moment: Moment) {
        // An engine that started again counts from zero.
        if let now = figures.generatedTokens, let before = self.figures.generatedTokens, now < before { (samples, windows) = ([], []) }
        self.figures = figures
        at = moment
        note(figures, at: moment)
        guard let tokens = figures.generatedTokens else { return }
        samples.append(Sample(at: moment, tokens: tokens, isBusy: (figures.running ?? 0) > 0))
        if samples.count > Self.sampleLimit { samples.removeFirst(samples.count - Self.sampleLimit) }
    }

    private mutating func note(_ figures: EngineFigures, at moment: Moment) {
        windows.removeAll { moment - $0.at > Self.window }
        if windows.last.map({ moment - $0.at >= Self.windowStep }) ?? true { windows.append(Window(at: moment, first: figures)) }
        windows[windows.count - 1].load.add(figures)
    }

    package func isStale(at now: Moment) -> Bool { now - at > Self.staleAfter }

    /// Since when it has requests under way and makes no token; nil where it has none, or makes some. A hung engine still answers
    /// `/health`.
    package var stillSince: Moment? {
        guard let last = samples.last, last.isBusy else { return nil }
        return samples.reversed().prefix { $0.isBusy && $0.tokens == last.tokens }.last?.at
    }

    /// Tokens per second between the last two readings, else as the engine says.
    package var tokensPerSecond: Double? {
        guard let last = samples.last, let before = samples.dropLast().last, last.at > before.at else { return figures.tokenRate }
        return (last.tokens - before.tokens) / (last.at - before.at).seconds
    }

    /// Time to first token in the last half minute.
    package var firstToken: LatencyPercentiles? { percentiles(\.firstToken) }
    /// From token to token in the last half minute.
    package var interToken: LatencyPercentiles? { percentiles(\.interToken) }

    private func percentiles(_ histogram: (EngineFigures) -> LatencyHistogram?) -> LatencyPercentiles? {
        guard let oldest = windows.first, let before = histogram(oldest.first), let since = histogram(figures)?.since(before) else { return nil }
        return LatencyPercentiles(since, window: (at - oldest.at).seconds)
    }

    /// How busy it was in the last half minute.
    package var load: EngineLoad {
        var load = EngineLoad()
        if let oldest = windows.first { load.compare(figures, with: oldest.first, over: (at - oldest.at).seconds) }
        for seen in windows.map(\.load) {
            load.waiting = [load.waiting, seen.waiting].compactMap(\.self).max()
            load.running = [load.running, seen.running].compactMap(\.self).max()
            load.cacheUsage = [load.cacheUsage, seen.cacheUsage].compactMap(\.self).max()
        }
        return load
    }
}

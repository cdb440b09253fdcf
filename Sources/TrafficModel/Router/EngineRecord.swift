import ClusterModel

/// The latest figures of an engine, and what its token counter was a while ago.
package struct EngineRecord: Sendable, Equatable {
    package internal(set) var figures: EngineFigures
    /// When they were read.
    package internal(set) var at: Moment
    /// The token counter over time, oldest first, bounded.
    var samples: [Sample] = []

    struct Sample: Sendable, Equatable {
        var at: Moment
        var tokens: Double
        var isBusy: Bool
    }

    static let sampleLimit = 64

    init(figures: EngineFigures, at: Moment) {
        self.figures = figures
        self.at = at
    }

    mutating func update(_ figures: EngineFigures, at moment: Moment) {
        self.figures = figures
        at = moment
        guard let tokens = figures.generatedTokens else { return }
        // An engine that started again counts from zero.
        if let last = samples.last, tokens < last.tokens { samples = [] }
        samples.append(Sample(at: moment, tokens: tokens, isBusy: (figures.running ?? 0) > 0))
        if samples.count > Self.sampleLimit { samples.removeFirst(samples.count - Self.sampleLimit) }
    }

    /// Since when it has requests under way and makes no token; nil where it has none, or makes some. A hung engine still answers
    /// `/health`.
    package var stillSince: Moment? {
        guard let last = samples.last, last.isBusy else { return nil }
        return samples.reversed().prefix { $0.isBusy && $0.tokens == last.tokens }.last?.at
    }

    /// Tokens per second between the last two readings.
    package var tokensPerSecond: Double? {
        guard let last = samples.last, let before = samples.dropLast().last, last.at > before.at else { return nil }
        return (last.tokens - before.tokens) / (last.at - before.at).seconds
    }
}

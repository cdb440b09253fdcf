/// How busy an engine was in a stretch of time, by its own metrics. What it does not tell is nil.
package struct EngineLoad: Sendable, Equatable, Codable {
    /// The most that waited at one reading.
    package var waiting: Double?
    package var running: Double?
    /// Of 1, at its fullest.
    package var cacheUsage: Double?
    package var tokensPerSecond: Double?
    /// Time to first token.
    package var firstToken: LatencyPercentiles?

    package init() {}

    /// Tells something of its queue or its pace.
    package var isKnown: Bool { waiting != nil || firstToken?.p50 != nil }

    /// What one reading tells, added to those before it.
    package mutating func add(_ figures: EngineFigures) {
        waiting = [waiting, figures.waiting].compactMap(\.self).max()
        running = [running, figures.running].compactMap(\.self).max()
        cacheUsage = [cacheUsage, figures.cacheUsage].compactMap(\.self).max()
    }

    /// What the engine's counters tell of the stretch between two readings.
    package mutating func compare(_ now: EngineFigures, with before: EngineFigures, over seconds: Double) {
        guard seconds > 0 else { return }
        if let now = now.firstToken, let before = before.firstToken {
            firstToken = now.since(before).map { LatencyPercentiles($0, window: seconds) }
        }
        if let now = now.generatedTokens, let before = before.generatedTokens, now >= before {
            tokensPerSecond = (now - before) / seconds
        } else {
            tokensPerSecond = now.tokenRate
        }
    }
}

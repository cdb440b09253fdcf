import ClusterModel

/// The measures of `failover-model`: TTFT, ITL, TPOT, E2E.
extension StreamRecord {
    /// Request sent → first non-empty token.
    package var timeToFirstToken: Duration? { chunks.first.map { $0.at - requestedAt } }

    /// Tokens delivered: the server's own count once it told, unless its end is doubted; never fewer than the deltas received.
    package var tokenCount: Int { max(chunks.count, doubt == nil ? usage?.completionTokens ?? 0 : 0) }

    /// Each gap between tokens.
    package var gaps: [Duration] { zip(chunks, chunks.dropFirst()).map { $1.at - $0.at } }

    /// Whole request, once it ended.
    package var endToEnd: Duration? { endedAt.map { $0 - requestedAt } }

    /// (E2E − TTFT)/(N − 1), from the first to the last token.
    package var timePerOutputToken: Duration? {
        guard let first = chunks.first, let last = chunks.last, chunks.count > 1 else { return nil }
        return (last.at - first.at) / (chunks.count - 1)
    }

    /// Tokens in the second before `now`; nil before the first token and after the end.
    package func tokensPerSecond(at now: Moment) -> Double? {
        guard isOpen, let first = chunks.first else { return nil }
        let window = min(2.0, max(0.25, (now - first.at).seconds))
        let since = now + .seconds(-window)
        let recent = chunks.reversed().prefix { $0.at > since }.count
        return Double(recent) / window
    }

    /// Tokens in each of the last `count` slots of `width`, oldest first, for a sparkline; ends at the end of the stream.
    package func rateHistory(count: Int, width: Duration, at now: Moment) -> [Int] {
        var slots = [Int](repeating: 0, count: count)
        let end = endedAt ?? now
        for chunk in chunks.reversed() {
            let age = (end - chunk.at).seconds / width.seconds
            guard age < Double(count) else { break }
            let slot = count - 1 - age.asCount
            if slot < count { slots[slot] += 1 }
        }
        return slots
    }

    /// The median gap of the chunks up to and including `moment`.
    package func medianGap(until moment: Moment) -> Duration? {
        Self.median(zip(chunks, chunks.dropFirst()).filter { $1.at <= moment }.map { $1.at - $0.at })
    }

    package static func median(_ values: [Duration]) -> Duration? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension StreamRecord {
    /// It has ended, and its route is known or will not come any more.
    package func isAttributed(at now: Moment, within delay: Duration = Route.delay) -> Bool {
        guard let endedAt else { return false }
        return routes.last?.pod != nil || now - endedAt > delay
    }
}

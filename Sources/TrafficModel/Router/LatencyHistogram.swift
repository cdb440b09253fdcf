/// How often something took how long since an engine began to count: Prometheus' cumulative buckets, without those at both ends
/// that tell nothing.
package struct LatencyHistogram: Sendable, Equatable, Codable {
    /// Upper bounds in seconds, rising.
    package private(set) var bounds: [Double] = []
    /// For each bound, how many took at most so long.
    package private(set) var counts: [Double] = []
    /// All, those beyond the last bound too.
    package private(set) var count = 0.0

    /// Longer than this nobody waits: bounds beyond it are none.
    private static let longest = 1e6

    /// nil where the buckets do not rise or are no numbers: a page that was damaged tells nothing.
    package init?(buckets: [(bound: Double, count: Double)], count: Double) {
        let sorted = buckets.filter { (0...Self.longest).contains($0.bound) }.sorted { $0.bound < $1.bound }
        let all = sorted.map(\.count) + [count]
        guard all.allSatisfy({ $0.isFinite && $0 >= 0 }), zip(all, all.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
        self.count = count
        guard count > 0 else { return }
        // The last bound that nothing kept within, as the lower end of the next; and the first that all kept within.
        let first = max(0, (sorted.firstIndex { $0.count > 0 } ?? sorted.count) - 1)
        let last = sorted.firstIndex { $0.count == count } ?? sorted.count - 1
        guard first <= last else { return }
        bounds = sorted[first...last].map(\.bound)
        counts = sorted[first...last].map(\.count)
    }

    private init(_ pairs: [(Double, Double)], count: Double) {
        bounds = pairs.map(\.0)
        counts = pairs.map(\.1)
        self.count = count
    }

    /// What came since an earlier reading; nil where the engine has started anew in between.
    package func since(_ earlier: LatencyHistogram) -> LatencyHistogram? {
        let union = Set(bounds).union(earlier.bounds).sorted()
        let pairs = union.map { ($0, upTo($0) - earlier.upTo($0)) }
        guard count >= earlier.count, pairs.allSatisfy({ $0.1 >= 0 }) else { return nil }
        return LatencyHistogram(pairs, count: count - earlier.count)
    }

    private func upTo(_ bound: Double) -> Double { zip(bounds, counts).reduce(0) { $1.0 <= bound ? $1.1 : $0 } }

    /// In seconds, by linear interpolation within its bucket, as Prometheus' `histogram_quantile` has it; what lies beyond the
    /// last bound is told as that. nil where nothing was counted.
    package func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = share * count
        var (lower, below) = (0.0, 0.0)
        for (bound, upTo) in zip(bounds, counts) {
            if upTo >= rank, upTo > below { return lower + (bound - lower) * (rank - below) / (upTo - below) }
            (lower, below) = (bound, upTo)
        }
        return bounds.last
    }
}

/// Percentiles of what came in a stretch of time. Of too few there is none: a percentile of three is a guess.
package struct LatencyPercentiles: Sendable, Equatable, Codable {
    /// Seconds; nil where fewer than `leastForMedian` came.
    package var p50: Double?
    /// Seconds; nil where fewer than `leastForTail` came.
    package var p95: Double?
    /// How many came.
    package var count: Int
    /// Seconds of the stretch.
    package var window: Double

    package static let leastForMedian = 4.0
    package static let leastForTail = 10.0

    package init(_ histogram: LatencyHistogram, window: Double) {
        p50 = histogram.count >= Self.leastForMedian ? histogram.quantile(0.5) : nil
        p95 = histogram.count >= Self.leastForTail ? histogram.quantile(0.95) : nil
        count = Int(exactly: histogram.count.rounded()) ?? 0
        self.window = window
    }
}

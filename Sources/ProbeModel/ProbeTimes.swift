import ClusterModel

/// How long probes waited for their first token: counted, since a board may run for weeks.
package struct ProbeTimes: Sendable, Equatable {
    /// Seconds, the shortest first.
    package static let bounds: [Double] = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30]
    /// Of each bound, how many were no longer.
    package private(set) var counts = [Int](repeating: 0, count: bounds.count)
    package private(set) var count = 0
    /// In seconds.
    package private(set) var sum = 0.0

    mutating func add(_ time: Duration) {
        for (index, bound) in Self.bounds.enumerated() where time.seconds <= bound { counts[index] += 1 }
        count += 1
        sum += time.seconds
    }
}

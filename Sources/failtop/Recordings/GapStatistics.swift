import DrillModel
import IncidentModel

/// The gaps over all rounds of a test: n, median and range, and percentiles where n allows them.
enum GapStatistics {
    /// Below this many values a percentile would only be another name for the largest.
    private static let leastForP90 = 10
    private static let leastForP99 = 100

    static func summaries(_ rounds: [Round]) -> [TestReport.GapSummary] {
        [
            summary("detection", rounds.compactMap(\.detectionGap)),
            summary("service", rounds.compactMap(\.serviceGap)),
            summary("capacity", rounds.compactMap(\.capacityGap)),
        ].compactMap { $0 }
    }

    private static func summary(_ name: String, _ values: [Double]) -> TestReport.GapSummary? {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        let middle = sorted.count / 2
        let median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        // The least value that so many percent do not exceed (nearest rank).
        func percentile(_ percent: Int, from count: Int) -> Double? {
            sorted.count >= count ? sorted[(sorted.count * percent + 99) / 100 - 1] : nil
        }
        return TestReport.GapSummary(
            name: name, count: sorted.count, median: median, least: least, most: most,
            p90: percentile(90, from: leastForP90), p99: percentile(99, from: leastForP99))
    }
}

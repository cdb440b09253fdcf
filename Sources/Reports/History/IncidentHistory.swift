import Algorithms
import IncidentModel
import Journal

/// How often, by cause, how long: the incidents of some weeks as figures. Field names are part of the interface
/// (`docs/report-schema.md`).
package struct IncidentHistory: Sendable, Equatable, Codable {
    package var schema = 1
    package var kind = "history"
    /// ISO 8601, UTC.
    package var from: String
    package var to: String
    /// Lines of the file that could not be read.
    package var skippedLines: Int
    package var all: Group
    /// The most frequent first.
    package var causes: [Group]
    /// By what ran in the engine, as it was met first.
    package var releases: [Group]
    /// Oldest first.
    package var incidents: [HistoryEntry]

    package struct Group: Sendable, Equatable, Codable {
        package var name: String
        package var count: Int
        /// Of these, changes that somebody wanted.
        package var planned: Int
        package var failedRequests: Int
        package var gaps: [Gap]
        package var expectations: [Judged]
    }

    /// Seconds.
    package struct Gap: Sendable, Equatable, Codable {
        package var name: String
        package var count: Int
        package var median: Double
        package var worst: Double
        /// The median of the newer half over that of the older half; nil for fewer than four values.
        package var trend: Double?
    }

    package struct Judged: Sendable, Equatable, Codable {
        package var expectation: Expectation
        /// Passed or failed; what the data did not tell is not counted.
        package var judged: Int
        package var failed: Int
    }

    /// - Parameter entries: oldest first.
    package init(_ entries: [HistoryEntry], from: String, to: String, skippedLines: Int = 0) {
        self.from = from
        self.to = to
        self.skippedLines = skippedLines
        all = Group("all", entries)
        let byCause = Dictionary(grouping: entries, by: \.incident.cause)
        causes = byCause.map { Group($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        let byRelease = Dictionary(grouping: entries, by: \.release)
        releases = entries.map(\.release).uniqued().map { Group($0, byRelease[$0] ?? []) }
        incidents = entries
    }
}

extension IncidentHistory.Group {
    init(_ name: String, _ entries: [HistoryEntry]) {
        let incidents = entries.map(\.incident)
        self.name = name
        count = incidents.count
        planned = incidents.count { $0.planned }
        failedRequests = incidents.reduce(0) { $0 + $1.failedRequests }
        gaps = [
            IncidentHistory.Gap("detection", incidents.compactMap(\.detectionGap)),
            IncidentHistory.Gap("service", incidents.compactMap(\.serviceGap)),
            IncidentHistory.Gap("capacity", incidents.compactMap(\.capacityGap)),
        ].compactMap { $0 }
        let results = incidents.flatMap(\.results)
        expectations = Expectation.allCases.map { expectation in
            let judged = results.filter { $0.expectation == expectation && $0.outcome != .inconclusive }
            return IncidentHistory.Judged(expectation: expectation, judged: judged.count, failed: judged.count { $0.outcome == .fail })
        }
    }
}

extension IncidentHistory.Gap {
    /// nil where nothing was measured.
    init?(_ name: String, _ values: [Double]) {
        guard let median = Self.median(values), let worst = values.max() else { return nil }
        self.name = name
        count = values.count
        self.median = median
        self.worst = worst
        let half = values.count / 2
        guard half >= 2, let older = Self.median(values.prefix(half)), let newer = Self.median(values.suffix(half)), older > 0 else { return }
        trend = newer / older
    }

    private static func median(_ values: some Sequence<Double>) -> Double? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension HistoryEntry {
    /// The image without its registry and folders: `vllm-openai:v0.10.0`.
    var release: String {
        guard let image, !image.isEmpty else { return "unknown" }
        return image.split(separator: "/").last.map(String.init) ?? image
    }
}

import Foundation
import IncidentModel
import Journal
import Testing

@testable import Reports

/// How often, why, how long.
struct IncidentHistoryTests {
    private static func entry(
        _ day: Int, cause: String = "crashed", image: String? = "docker.io/vllm/vllm-openai:v1", capacity: Double? = nil, outcome: String = "pass",
        pod: String = "p"
    ) throws -> HistoryEntry {
        let gap = capacity.map { "\"capacityGap\":\($0)," } ?? ""
        let json = """
            {"schema":1,"context":"c","namespace":"n","embedded":false,"incident":{"pod":"\(pod)","cause":"\(cause)","planned":false,\(gap)
             "openedAt":"2026-11-\(10 + day)T00:00:00Z","failedRequests":2,"results":[{"expectation":4,"outcome":"\(outcome)"}],"summary":"s"}}
            """
        var entry = try JSONDecoder().decode(HistoryEntry.self, from: Data(json.utf8))
        entry.image = image
        return entry
    }

    private static func history(_ entries: [HistoryEntry]) -> IncidentHistory {
        IncidentHistory(entries, from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", skippedLines: 1)
    }

    @Test func figuresAreByCauseAndByRelease() throws {
        let history = Self.history([
            try Self.entry(0, capacity: 10), try Self.entry(1, capacity: 20, outcome: "fail"),
            try Self.entry(2, cause: "evicted", image: nil, capacity: 30, outcome: "inconclusive"),
            try Self.entry(3, image: "reg:5000/vllm-openai:v2", capacity: 60), try Self.entry(4),
        ])
        #expect(history.all.count == 5 && history.all.failedRequests == 10)
        let gap = try #require(history.all.gaps.first)
        #expect(history.all.gaps.count == 1 && gap.name == "capacity" && gap.count == 4 && gap.median == 25 && gap.worst == 60 && gap.trend == 3)
        #expect(history.causes.map(\.name) == ["crashed", "evicted"])
        #expect(history.releases.map(\.name) == ["vllm-openai:v1", "unknown", "vllm-openai:v2"])
        let fourth = try #require(history.all.expectations.last)
        #expect(fourth.judged == 4 && fourth.failed == 1)
    }

    @Test func aTrendWantsFourValues() throws {
        #expect(IncidentHistory.Gap("service", [1, 2, 3])?.trend == nil)
        #expect(IncidentHistory.Gap("service", [4, 4, 9, 2, 2])?.trend == 0.5)
        #expect(IncidentHistory.Gap("service", []) == nil && IncidentHistory.Gap("service", [0, 0, 1, 1])?.trend == nil)
    }

    @Test func theTableFitsEightyColumns() throws {
        let pod = String(repeating: "long-name-", count: 12)
        let history = Self.history(try (0..<19).map { try Self.entry($0, capacity: 3, pod: pod) })
        #expect(history.text.hasPrefix("19 incidents from 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z, 0 of them"))
        #expect(history.text.contains("1 line of the history could not be read and is left out"))
        for line in history.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(Self.history([]).text.contains("0 incidents"))
    }

    @Test func aSpreadsheetGetsNoFormulaAndNoPageAnyMarkup() async throws {
        let history = Self.history([try Self.entry(0, cause: "=cmd,x", image: "<script>", capacity: 3)])
        #expect(history.csv.contains(",\"'=cmd,x\",") && history.csv.split(separator: "\n").count == 2)
        #expect(!history.html.contains("<script>") && history.html.contains("&lt;script&gt;"))
        let told = try JSONDecoder().decode(IncidentHistory.self, from: Data(history.json.utf8))
        #expect(told == history)
        try await Outside.validate(json: history.json)
    }
}

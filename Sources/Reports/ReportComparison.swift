import Algorithms
import DrillModel
import FailoverModel
import IncidentModel
import Panes

/// Two runs side by side: the verdicts, the results, and each gap with its ratio.
package struct ReportComparison {
    package var one: TestReport
    package var other: TestReport

    package init(one: TestReport, other: TestReport) {
        self.one = one
        self.other = other
    }

    package var text: String {
        var rows = [["", "A", "B", "B / A"], ["verdict", one.verdict.rawValue, other.verdict.rawValue, ""]]
        rows.append(["kills", "\(one.rounds.count)", "\(other.rounds.count)", ""])
        for expectation in Expectation.allCases {
            rows.append(["\(expectation.rawValue) \(expectation.title)", outcomes(one, expectation), outcomes(other, expectation), ""])
        }
        for name in ["detection", "service", "capacity"] { rows.append(gap(name)) }
        rows.append(["failed tries", "\(one.failed)", "\(other.failed)", ""])
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
            return String(line.trimmingSuffix { $0 == " " })
        }.joined(separator: "\n")
    }

    /// Each result with how often it was given.
    private func outcomes(_ report: TestReport, _ expectation: Expectation) -> String {
        let given = report.rounds.flatMap(\.results).filter { $0.expectation == expectation }.map(\.outcome)
        let kinds: [ExpectationOutcome] = [.pass, .passWithResume, .fail, .inconclusive]
        let counts = kinds.compactMap { kind -> String? in
            let count = given.count { $0 == kind }
            return count == 0 ? nil : (given.count == 1 ? kind.rawValue : "\(kind.rawValue) \(count)")
        }
        return counts.isEmpty ? "–" : counts.joined(separator: ", ")
    }

    private func gap(_ name: String) -> [String] {
        let (a, b) = (one.gaps.first { $0.name == name }, other.gaps.first { $0.name == name })
        let ratio = a.flatMap { a in b.flatMap { b in a.median > 0 ? Format.fixed(b.median / a.median, 2) + " ×" : nil } }
        return ["\(name) gap", words(a), words(b), ratio ?? "–"]
    }

    /// One value is one value, not a median.
    private func words(_ gap: TestReport.GapSummary?) -> String {
        guard let gap else { return "not measured" }
        if gap.count == 1 { return "\(Format.fixed(gap.median, 3)) s" }
        return "\(Format.fixed(gap.median, 3)) s (\(Format.fixed(gap.least, 3))–\(Format.fixed(gap.most, 3)), n \(gap.count))"
    }
}

extension TestReport {
    fileprivate var failed: Int { rounds.reduce(0) { $0 + $1.otherSessions.failed } }
}

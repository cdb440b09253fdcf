import ClusterModel
import DiagnosisModel
import DrillModel
import IncidentModel
import Panes

/// For a terminal: at most eighty columns, the verdict first.
struct TextReport {
    private let report: TestReport
    private var page = TextPage()

    init(_ report: TestReport) {
        self.report = report
        addVerdict()
        for round in report.rounds { add(round) }
        addGaps()
        add(report.findings, under: "Findings")
        add(report.checks, under: "Checks")
    }

    var text: String { page.text }

    private mutating func addVerdict() {
        let headline = Headline(report)
        page.add("\(report.title): ", headline.word.uppercased())
        page.add("", headline.sentence)
        if let reason = report.reason { page.add("", reason) }
        page.space()
        for fact in report.facts { page.add("  \(TextPage.padded(fact.name, 9))", fact.value) }
    }

    private mutating func add(_ round: Round) {
        page.space()
        page.add("Round \(round.number) of \(report.rounds.count)")
        for pod in round.cast { page.add("  \(TextPage.padded(pod.role, 12)) ", pod.pod) }
        for result in round.results { add(result) }
        if !round.marks.isEmpty { page.add("  Marks, after T0") }
        for mark in round.marks {
            let offset = Figures.offset(mark.seconds)
            page.add("    \(mark.mark)  \(Self.right(offset, 10))  ", "\(mark.meaning) (\(mark.origin))")
        }
        page.add("  Gaps")
        for gap in round.gaps {
            page.add(
                "    \(TextPage.padded(gap.name, 9)) \(gap.between)  ",
                gap.seconds.map(Format.seconds) ?? "not measured")
        }
        if let steps = round.stepsSentence {
            page.add("  Replacement, after T0")
            page.add("    ", steps)
        }
        if let stream = round.stream {
            page.add("  Stream")
            for sentence in stream.sentences { page.add("    ", sentence) }
        }
        if !round.ledger.isEmpty { page.add("  Token ledger") }
        for line in round.ledger {
            let again = line.resentAsPrompt > 0 ? ", after \(line.resentAsPrompt) re-sent as prompt" : ""
            page.add(
                "    \(TextPage.padded(line.letter, 2))",
                "\(line.tokens.inWords("token")) \(line.fate.rawValue)\(again), by \(line.podName) (\(line.request))"
            )
        }
        page.add("  Other sessions")
        page.add("    ", round.otherSessions.sentence)
        if !round.loadSentences.isEmpty { page.add("  Load on those that were left") }
        for sentence in round.loadSentences { page.add("    ", sentence) }
    }

    private mutating func add(_ result: ExpectationResult) {
        let name = "  \(result.outcome.sign) \(result.expectation.rawValue) \(result.expectation.title)"
        let measured = Self.right(result.measured.map(Format.seconds) ?? "", 8)
        page.add(
            "\(TextPage.padded(name, 32))\(TextPage.padded(result.outcome.rawValue, 13))\(measured)  ",
            result.limit.map { "limit \(Figures.limit($0))" } ?? "")
        page.add("      ", result.detail)
    }

    private mutating func addGaps() {
        guard !report.summaries.isEmpty else { return }
        page.space()
        page.add("Gaps over \(report.rounds.count) rounds")
        for gap in report.summaries {
            page.add("  \(TextPage.padded(gap.name, 13)) ", gap.sentence(rounds: report.rounds.count))
        }
    }

    private mutating func add(_ checks: [Check], under title: String) {
        guard !checks.isEmpty else { return }
        page.space()
        page.add(title)
        for check in checks {
            page.add("  \(check.status.sign) \(check.status.rawValue)  ", "\(check.title) [\(check.id)]")
            page.add("    ", check.detail)
            if let cause = check.cause { page.add("    cause     ", cause.rawValue) }
            for evidence in check.evidence { page.add("    evidence  ", evidence.quotation) }
            if let remedy = check.remedy { page.add("    remedy    ", remedy) }
        }
    }

    /// The findings alone, as plain lines.
    static func findings(of report: TestReport) -> String {
        var text = TextReport(report)
        text.page = TextPage()
        text.add(report.findings, under: "Findings")
        return text.text
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

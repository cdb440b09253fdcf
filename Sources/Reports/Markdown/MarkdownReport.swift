import DiagnosisModel
import DrillModel
import IncidentModel
import Panes

/// For a pull request, an issue or a wiki.
struct MarkdownReport {
    private let report: TestReport

    init(_ report: TestReport) { self.report = report }

    var text: String {
        let sections = [verdict] + report.rounds.flatMap(sections) + [gaps, findings, checks]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var verdict: [String] {
        let headline = Headline(report)
        var lines = ["# \(report.title): \(headline.word)", "", headline.sentence]
        // A label keeps the text from starting a line, where it might be taken for a list or a heading.
        if let reason = report.reason { lines += ["", "Reason: \(MarkdownText.escaped(reason))"] }
        lines += [""] + MarkdownText.head(["", ""])
        return lines + report.facts.map { MarkdownText.row([$0.name, MarkdownText.escaped($0.value)]) }
    }

    private func sections(_ round: Round) -> [[String]] {
        [
            ["## Round \(round.number) of \(report.rounds.count)", "", "Pods: \(cast(round))"],
            expectations(round), marks(round), gaps(round), steps(round), stream(round), ledger(round),
            ["Other sessions: \(round.otherSessions.sentence)"], load(round),
        ]
    }

    private func cast(_ round: Round) -> String {
        round.cast.map { "\($0.role) \(MarkdownText.escaped($0.pod))" }.joined(separator: "; ")
    }

    private func expectations(_ round: Round) -> [String] {
        MarkdownText.head(["", "expectation", "result", " measured", " limit", "what was seen"])
            + round.results.map { result in
                MarkdownText.row([
                    result.outcome.sign, "\(result.expectation.rawValue) \(result.expectation.title)",
                    "**\(result.outcome.rawValue)**", result.measured.map(Format.seconds) ?? "–",
                    result.limit.map(Figures.limit) ?? "–", MarkdownText.escaped(result.detail),
                ])
            }
    }

    private func marks(_ round: Round) -> [String] {
        guard !round.marks.isEmpty else { return [] }
        return MarkdownText.head(["mark", " after T0", "meaning", "source"])
            + round.marks.map {
                MarkdownText.row([
                    MarkdownText.escaped($0.mark), Figures.offset($0.seconds), MarkdownText.escaped($0.meaning),
                    $0.origin,
                ])
            }
    }

    private func gaps(_ round: Round) -> [String] {
        MarkdownText.head(["gap", "between", " seconds"])
            + round.gaps.map {
                MarkdownText.row([$0.name, $0.between, $0.seconds.map(Format.seconds) ?? "not measured"])
            }
    }

    private func steps(_ round: Round) -> [String] { round.stepsSentence.map { ["Replacement, after T0: \(MarkdownText.escaped($0))"] } ?? [] }

    private func load(_ round: Round) -> [String] {
        let sentences = round.loadSentences
        return sentences.isEmpty ? [] : ["Load on those that were left: \(sentences.map(MarkdownText.escaped).joined(separator: "<br>"))"]
    }

    private func stream(_ round: Round) -> [String] {
        guard let stream = round.stream else { return [] }
        return ["Stream: \(stream.sentences.map(MarkdownText.escaped).joined(separator: "<br>"))"]
    }

    private func ledger(_ round: Round) -> [String] {
        guard !round.ledger.isEmpty else { return [] }
        return MarkdownText.head(["ledger", "pod", " tokens", "fate", " re-sent as prompt", "request"])
            + round.ledger.map {
                MarkdownText.row([
                    MarkdownText.escaped($0.letter), MarkdownText.escaped($0.podName), "\($0.tokens)", $0.fate.rawValue,
                    "\($0.resentAsPrompt)", MarkdownText.escaped($0.request),
                ])
            }
    }

    private var gaps: [String] {
        guard !report.summaries.isEmpty else { return [] }
        let rounds = report.rounds.count
        return ["## Gaps over \(rounds) rounds", ""]
            + report.summaries.map { "- \(MarkdownText.escaped($0.name)): \($0.sentence(rounds: rounds))" }
    }

    private var findings: [String] {
        guard !report.findings.isEmpty else { return [] }
        return ["## Findings"] + report.findings.flatMap(finding)
    }

    private func finding(_ check: Check) -> [String] {
        var lines = [
            "", "### \(check.status.sign) \(MarkdownText.escaped(check.title))", "",
            "- answer: \(MarkdownText.escaped(check.detail))",
        ]
        if let cause = check.cause { lines.append("- cause: **\(cause.rawValue)**") }
        lines += check.evidence.map { "- evidence: \(MarkdownText.escaped($0.quotation))" }
        if let remedy = check.remedy { lines.append("- remedy: \(MarkdownText.escaped(remedy))") }
        return lines
    }

    private var checks: [String] {
        guard !report.checks.isEmpty else { return [] }
        return ["## Checks", ""] + MarkdownText.head(["", "check", "answer", "evidence", "remedy"])
            + report.checks.map { check in
                MarkdownText.row([
                    "\(check.status.sign) \(check.status.rawValue)", MarkdownText.escaped(check.title),
                    MarkdownText.escaped(check.detail),
                    check.evidence.map { MarkdownText.escaped($0.quotation) }.joined(separator: "<br>"),
                    check.remedy.map(MarkdownText.escaped) ?? "",
                ])
            }
    }
}

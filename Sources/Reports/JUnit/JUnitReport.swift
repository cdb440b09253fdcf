import DiagnosisModel
import DrillModel
import FailoverModel
import IncidentModel
import Panes

/// For build servers: a suite per round with a case per expectation; for a diagnosis one suite with a case per check.
///
/// JUnit's XML has no standard; this is what jenkins-junit.xsd, the strictest schema in use, accepts.
struct JUnitReport {
    let report: TestReport

    init(_ report: TestReport) { self.report = report }

    var text: String {
        let suites = report.kind == .doctor ? [doctor] : report.rounds.map(suite) + unplayed
        let all = Markup(
            "testsuites",
            [
                "name": report.title, "tests": "\(suites.reduce(0) { $0 + $1.cases.count })",
                "failures": "\(suites.reduce(0) { $0 + $1.failures })",
                "errors": "\(suites.reduce(0) { $0 + $1.errors })", "time": Figures.decimal(report.duration),
            ]
        ) {
            for suite in suites { suite.markup }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + all.text(.xml)
    }

    private func suite(_ round: Round) -> JUnitSuite {
        let name = "round-\(round.number)"
        var properties = common + [("pod", round.pod), ("pod.uid", round.podUID)]
        if let successor = round.successor { properties.append(("successor", successor)) }
        if let replacement = round.replacement { properties.append(("replacement", replacement)) }
        for gap in round.gaps {
            if let seconds = Figures.decimal(gap.seconds) { properties.append(("gap.\(gap.name)", seconds)) }
        }
        for mark in round.marks {
            if let seconds = Figures.decimal(mark.seconds) { properties.append(("mark.\(mark.mark)", seconds)) }
        }
        if let stream = round.stream { properties.append(("stream", stream.outcome)) }
        return JUnitSuite(
            name: name, time: round.marks.map(\.seconds).max(), timestamp: timestamp, properties: properties,
            cases: Expectation.allCases.map { testCase(round.result(of: $0), $0, suite: name) })
    }

    /// The round that was planned and never came, where its absence is the result.
    private var unplayed: [JUnitSuite] {
        let isCutShort = report.verdict == .refused || report.verdict == .aborted
        let hasUnfinishedRound = report.rounds.contains { $0.results.count < Expectation.allCases.count }
        guard report.rounds.isEmpty || isCutShort && !hasUnfinishedRound else { return [] }
        let name = "round-\(report.rounds.count + 1)"
        return [
            JUnitSuite(
                name: name, time: nil, timestamp: timestamp, properties: common,
                cases: Expectation.allCases.map { testCase(nil, $0, suite: name) })
        ]
    }

    private func testCase(_ result: ExpectationResult?, _ expectation: Expectation, suite: String) -> JUnitCase {
        JUnitCase(
            suite: suite, name: "\(expectation.rawValue) \(expectation.title)", time: result?.measured,
            outcome: outcome(result), output: result.map(sentence) ?? "")
    }

    private func outcome(_ result: ExpectationResult?) -> JUnitCase.Outcome {
        switch result?.outcome {
        case .pass, .passWithResume: .passed
        case .fail:
            .failed(
                type: "fail", message: result?.detail ?? "",
                details: "\(result.map(sentence) ?? "")\n\(TextReport.findings(of: report))")
        case .inconclusive, nil:
            report.verdict == .aborted
                ? .error(type: "aborted", message: report.reason ?? "ended before it was done")
                : .skipped(result?.detail ?? report.reason ?? "not known")
        }
    }

    private func sentence(_ result: ExpectationResult) -> String {
        let measured = result.measured.map { ", \(Format.seconds($0))" } ?? ""
        let limit = result.limit.map { ", limit \(Figures.limit($0))" } ?? ""
        return "\(result.outcome.rawValue)\(measured)\(limit): \(result.detail)"
    }

    private var doctor: JUnitSuite {
        JUnitSuite(
            name: "doctor", time: report.duration, timestamp: timestamp, properties: common,
            cases: report.checks.map(checked) + unfinished)
    }

    /// A diagnosis that was ended before it was done must not pass for one without complaints.
    private var unfinished: [JUnitCase] {
        guard report.verdict == .aborted || report.checks.isEmpty else { return [] }
        let outcome = JUnitCase.Outcome.error(
            type: report.verdict.rawValue, message: report.reason ?? Headline(report).sentence)
        return [JUnitCase(suite: "doctor", name: "finished", time: nil, outcome: outcome, output: "")]
    }

    private func checked(_ check: Check) -> JUnitCase {
        let evidence = check.evidence.map { "evidence: \($0.quotation)" }
        let lines =
            ["\(check.status.rawValue): \(check.detail)"] + evidence + (check.remedy.map { ["remedy: \($0)"] } ?? [])
        let details = lines.joined(separator: "\n")
        let outcome: JUnitCase.Outcome =
            switch check.status {
            case .pass, .warn: .passed
            case .skip: .skipped(check.detail)
            case .unknown: .skipped("unknown: \(check.detail)")
            case .fail: .failed(type: check.cause?.rawValue ?? check.id, message: check.detail, details: details)
            }
        return JUnitCase(
            suite: "doctor", name: "\(check.id): \(check.title)", time: nil, outcome: outcome, output: details)
    }

    private var timestamp: String? { Figures.time(report.startedAt) }

    private var common: [(name: String, value: String)] {
        let subject = report.subject
        let all: [(String, String?)] = [
            ("verdict", report.verdict.rawValue), ("reason", report.reason), ("session", subject.session),
            ("router", subject.router), ("model", subject.model), ("context", subject.context),
            ("namespace", subject.namespace), ("kill", subject.kill.rawValue), ("on-break", subject.onBreak.rawValue),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

@testable import DrillModel
import Foundation
@testable import IncidentModel
@testable import Journal
@testable import Reports
import TestSupport
import Testing


@Suite struct ReportTests {
    /// The literal documents under `Fixtures/reports`. With a folder in `FAILTOP_WRITE_REPORTS` they are written there, to
    /// be looked at.
    @Test(arguments: [
        ("test.txt", ReportFormat.text, ReportExamples.failed), ("test.json", .json, ReportExamples.failed),
        ("test.xml", .junit, ReportExamples.failed), ("test.md", .markdown, ReportExamples.failed),
        ("test.html", .html, ReportExamples.failed), ("doctor.txt", .text, ReportExamples.doctor),
        ("doctor.xml", .junit, ReportExamples.doctor), ("resumed.txt", .text, ReportExamples.resumed),
        ("repeated.txt", .text, ReportExamples.repeated),
    ])
    func eachFormatIsLiterallyThis(_ file: String, _ format: ReportFormat, _ report: TestReport) throws {
        let rendered = withoutStyle(Report.render(report, as: format)) + "\n"
        if let folder = ProcessInfo.processInfo.environment["FAILTOP_WRITE_REPORTS"] {
            try Data(rendered.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
        }
        let expected = try Fixture.text("reports/\(file)")
        let pairs = zip(rendered.split(separator: "\n"), expected.split(separator: "\n"))
        for (number, pair) in pairs.enumerated() where pair.0 != pair.1 {
            Issue.record("line \(number + 1):\n  expected: \(pair.1)\n  written:  \(pair.0)")
        }
        #expect(rendered.count == expected.count)
    }

    /// How a page looks is judged by eye.
    private func withoutStyle(_ text: String) -> String {
        guard let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") else { return text }
        return String(text[..<start.upperBound] + text[end.lowerBound...])
    }

    @Test(arguments: ReportExamples.all) func aReportSurvivesItsJSON(_ report: TestReport) async throws {
        let json = Report.render(report, as: .json)
        try await Outside.validate(json: json)
        #expect(json == Report.render(report, as: .json))
        let read = try JournalCoding.decoder().decode(TestReport.self, from: Data(json.utf8))
        #expect(Report.render(read, as: .json) == json)
    }

    @Test func theSchemaRefusesWhatIsNoReport() async throws {
        await #expect(throws: Outside.Complaint.self) { try await Outside.validate(json: #"{"schema":2}"#) }
        let json = Report.render(ReportExamples.failed, as: .json)
        for (good, bad) in [
            ("\"schema\" : 2", "\"schema\" : 1"), ("\"letter\"", "\"character\""), (": 9.4", ": \"9.4\""),
        ] {
            #expect(json.contains(good))
            await #expect(throws: Outside.Complaint.self) {
                try await Outside.validate(json: json.replacing(good, with: bad))
            }
        }
    }

    @Test(arguments: ReportExamples.all) func buildServersAcceptTheJUnit(_ report: TestReport) async throws {
        try await Outside.validate(junit: Report.render(report, as: .junit))
    }

    @Test func theSchemaOfJUnitRefusesWhatIsNone() async throws {
        let junit = Report.render(ReportExamples.failed, as: .junit)
        for (good, bad) in [("time=\"9.400\"", "time=\"?\""), ("testcase", "case"), ("name=", "title=")] {
            await #expect(throws: Outside.Complaint.self) {
                try await Outside.validate(junit: junit.replacing(good, with: bad))
            }
        }
    }

    @Test func whatWasNotJudgedIsNotPassed() {
        let refused = Report.render(ReportExamples.refused, as: .junit)
        #expect(refused.contains(#"tests="4" failures="0" errors="0" skipped="4""#))
        #expect(refused.contains("<skipped>Only one engine is ready.</skipped>"))
        let aborted = Report.render(ReportExamples.aborted, as: .junit)
        #expect(aborted.contains(#"tests="4" failures="1" errors="2" skipped="0""#))
        #expect(aborted.contains(#"<error type="aborted" message="Interrupted."/>"#))
        let repeated = Report.render(ReportExamples.repeated, as: .junit)
        #expect(repeated.contains(#"<testsuite name="round-3" tests="4" failures="1" errors="0" skipped="1""#))
        var between = ReportExamples.repeated
        (between.verdict, between.reason) = (.refused, "The router is gone.")
        #expect(Report.render(between, as: .junit).contains(#"<testsuite name="round-4" tests="4" failures="0""#))
        var doctor = ReportExamples.doctor
        (doctor.verdict, doctor.checks) = (.aborted, [])
        #expect(Report.render(doctor, as: .junit).contains(#"errors="1""#))
    }

    @Test(arguments: ReportExamples.all) func theHTMLIsWholeAndAsksForNothing(_ report: TestReport) async throws {
        let html = Report.render(report, as: .html)
        try await Outside.checkWellFormed(xml: html)
        for word in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "http://", "https://"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test(arguments: ReportExamples.all) func linesOfTextFitATerminal(_ report: TestReport) {
        for line in Report.render(report, as: .text).split(separator: "\n") {
            #expect(TextPage.columns(line) <= 80, "\(line)")
        }
    }

    @Test func oneRunIsNotCalledAnAverage() {
        for format in [ReportFormat.text, .markdown, .html] {
            let once = Report.render(ReportExamples.failed, as: format)
            #expect(!once.contains("median") && !once.contains("average") && !once.contains("range"))
            let thrice = Report.render(ReportExamples.repeated, as: format)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(thrice.contains("n 3, median 0.310 s, range 0.290 s to 0.520 s, p90 0.500 s, p99 0.520 s"))
            #expect(thrice.contains("n 2 of 3, median"))
        }
    }

    /// A StatefulSet's pod comes back under its name.
    @Test func `the successor of the same name has its own letter`() {
        var round = ReportExamples.round
        round.replacement = round.pod
        round.lanes = [("A", round.pod), ("D", round.pod)].map { Round.Lane(letter: $0, pod: $1, spans: []) }
        #expect(round.cast.map { "\($0.role) \($0.pod.prefix(2))" } == ["killed A ", "served next vl", "replaced by D "])
    }
}

import Panes
@testable import Reports
import Testing

/// Names, evidence and error bodies come from outside and may hold anything.
@Suite struct HostileReportTests {
    @Test(arguments: ReportFormat.allCases) func nothingIsLeftThatATerminalObeys(_ format: ReportFormat) {
        for scalar in Report.render(ReportExamples.hostile, as: format).unicodeScalars {
            let category = scalar.properties.generalCategory
            #expect(scalar == "\n" || ![.control, .format].contains(category), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func aQuotationShowsWhatWasThere() {
        #expect(OutsideText.line("a\u{1B}[31mb\u{0}\u{7F}\u{9B}") == "a␛[31mb␀␡\u{FFFD}")
        #expect(OutsideText.line("a\r\nb\rc\nd\te\u{A0}f\u{2028}g") == "a b c d e f g")
        #expect(OutsideText.block("a\r\nb") == "a\nb")
        #expect(OutsideText.line("\u{202E}x\u{2066}\u{FEFF}\u{E0041}") == "x")
        #expect(OutsideText.line("漢字 é \u{1F680} \u{FFFF}") == "漢字 é \u{1F680} \u{FFFD}")
    }

    @Test func markdownStaysText() {
        #expect(
            MarkdownText.escaped("<b>&amp; | `x` *y* _z_ [l](u) \\ # ~ $a$ ![i]\n# h")
                == "&lt;b&gt;&amp;amp; \\| \\`x\\` \\*y\\* \\_z\\_ \\[l\\](u) \\\\ \\# \\~ \\$a\\$ \\!\\[i\\] \\# h")
        let markdown = Report.render(ReportExamples.hostile, as: .markdown)
        let lines = markdown.split(separator: "\n")
        #expect(!markdown.contains("<script"))
        #expect(lines.allSatisfy { !$0.hasPrefix("# h") && !$0.hasPrefix("- item") })
        #expect(cells(markdown) == cells(Report.render(ReportExamples.failed, as: .markdown)))
    }

    /// Of each table row, the number of its borders: bars that no backslash escapes.
    private func cells(_ markdown: String) -> [Int] {
        markdown.split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.replacing("\\|", with: "").count { $0 == "|" } }
    }

    @Test func markupStaysText() {
        let element = Markup("a", ["b": "<\"'&\n\u{0}>", "none": nil]) { "]]> <x> & \u{8}" }
        #expect(
            element.text(.xml) == "<a b=\"&lt;&quot;&#39;&amp; ␀&gt;\">]]&gt; &lt;x&gt; &amp; ␈</a>")
        let nested = Markup("p") {
            Markup("br")
            Markup("td")
        }
        #expect(nested.text(.html) == "<p>\n  <br/>\n  <td></td>\n</p>")
        #expect(nested.text(.xml) == "<p>\n  <br/>\n  <td/>\n</p>")
    }

    @Test(arguments: [
        (0.0, "0.000 s"), (-0.0001, "0.000 s"), (0.3124, "0.312 s"), (9.4, "9.40 s"), (25.06, "25.1 s"),
        (312.4, "312 s"),
        (.nan, "? s"), (.infinity, "? s"), (1e300, "? s"),
    ])
    func numbersAreReadable(_ value: Double, _ text: String) {
        #expect(Format.seconds(value) == text)
    }

    @Test func limitsOffsetsAndTimes() {
        #expect([2, 0.5, 300, 1.25].map(Figures.limit) == ["2 s", "0.5 s", "300 s", "1.25 s"])
        #expect([0, 0.0124, -0.008, .nan].map(Figures.offset) == ["+0.000 s", "+0.012 s", "-0.008 s", "? s"])
        #expect(Figures.time(1_795_464_480) == "2026-11-23T20:08:00Z")
        #expect([-1, .nan, 1e300, .infinity].compactMap(Figures.time).isEmpty)
        #expect(Figures.decimal(.nan) == nil && Figures.decimal(nil) == nil && Figures.decimal(1.5) == "1.500")
    }
}

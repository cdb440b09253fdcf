import TerminalCanvas
import Testing

@Suite struct SanitiserTests {
    @Test(arguments: [
        ("plain text", "plain text"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}]0;title\u{07}after", "after"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}Pq#0\u{1B}\\sixel", "sixel"),
        ("\u{9B}2Jclear", "clear"),
        ("\u{1B}(Bset", "set"),
        ("lonely \u{1B}", "lonely "),
        ("unfinished \u{1B}[12", "unfinished "),
        ("a\u{202E}b\u{2066}c\u{200F}d", "abcd"),
        ("zero\u{200B}width\u{200D}join\u{FEFF}", "zerowidthjoin"),
        ("bell\u{07} nul\u{0} del\u{7F}", "bell\u{FFFD} nul\u{FFFD} del\u{FFFD}"),
        ("tab\tcr\r\nlf\nps\u{2029}", "tab cr lf ps "),
        ("🇩🇪", "DE"),
        ("👍🏽 ❤️", "👍 ❤"),
        ("漢字 naïve", "漢字 naïve"),
    ])
    func line(_ text: String, _ expected: String) {
        #expect(Sanitiser.line(text) == expected)
    }

    @Test func anUnfinishedStringSequenceDoesNotHideTheNextLine() {
        #expect(Sanitiser.text("\u{1B}]0;never ended\nnext line") == "\nnext line")
    }

    @Test func towersOfMarksAreCutDown() {
        let tower = "e" + String(repeating: "\u{301}", count: 40)
        #expect(Sanitiser.line(tower).unicodeScalars.count == 4)
    }

    @Test func nothingThatTheTerminalObeysSurvivesAnyScalar() {
        for value in UInt32(0)...0x1_FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let clean = Sanitiser.text("a" + String(Character(scalar)))
            let bad = clean.unicodeScalars.filter {
                let category = $0.properties.generalCategory
                return category == .format || (category == .control && $0 != "\n")
            }
            if !bad.isEmpty { Issue.record("U+\(String(value, radix: 16)) got through") }
        }
    }
}

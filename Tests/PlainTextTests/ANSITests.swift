import PlainText
import TestSupport
import Testing

@Suite struct ANSITests {
    @Test(arguments: [
        ("plain", "plain"),
        ("\u{1B}[32;20m[time] INFO:\u{1B}[0m x \u{1B}[3m(y)\u{1B}[0m", "[time] INFO: x (y)"),
        ("\u{1B}]0;title\u{07}after", "after"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{9B}31mred\u{9B}0m", "red"),
        ("\u{1B}Pq..\u{1B}\\x", "x"),
        ("\u{1B}(Bx\u{1B}=y\u{1B}7z", "xyz"),
        ("cut \u{1B}", "cut "),
        ("cut \u{1B}[3", "cut "),
        ("cut \u{1B}]0;ti", "cut 0;ti"),
        ("\u{1B}]0;ti\nnext", "\nnext"),
        ("é ü ✓ ©", "é ü ✓ ©"),
        ("\u{1B}[31é", "é"),
    ])
    func strips(input: String, expected: String) {
        #expect(ANSI.stripped(input) == expected)
    }

    @Test func plainTextHasNoControlsAndNoOverrides() {
        #expect(ANSI.plain("a\tb\r\nc\u{0}d\u{7F}\u{85}e") == "a b  c d  e")
        #expect(ANSI.plain("user\u{202E}txt\u{2066}x\u{200F}") == "usertxtx")
        #expect(ANSI.plain("abcdef", limit: 3) == "abc")
        #expect(ANSI.plain("äöüß\u{1B}[0m", limit: 3) == "äöü")
    }

    @Test func nothingOfATerminalSurvivesRandomInput() {
        var random = SeededGenerator(seed: 3)
        let pieces = ["\u{1B}", "[", "]", "0", ";", "m", "\u{07}", "\\", "\u{9B}", "\u{9D}", "é", "P", "\n", " ", "x"]
        for _ in 0..<2000 {
            let text = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let plain = ANSI.plain(text)
            let isClean = plain.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            if !isClean { Issue.record("left in \(text.debugDescription): \(plain.debugDescription)") }
        }
    }
}

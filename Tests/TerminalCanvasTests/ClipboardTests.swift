import Testing

@testable import TerminalCanvas

struct ClipboardTests {
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("A · ü", "QSDCtyDDvA=="), ("a\u{7}b", "YQdi")])
    func base64IsThatOfTheStandard(text: String, expected: String) {
        #expect(ClipboardSequence.base64(text) == expected)
    }

    @Test func tmuxGetsItForItselfAndForItsTerminal() {
        let plain = "\u{1B}]52;c;Zm9v\u{7}"
        #expect(ClipboardSequence.bytes(for: "foo", insideTmux: false) == Array(plain.utf8))
        #expect(
            ClipboardSequence.bytes(for: "foo", insideTmux: true) == Array("\(plain)\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\".utf8))
    }
}

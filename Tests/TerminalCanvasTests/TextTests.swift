import TerminalCanvas
import Testing

@Suite struct TextTests {
    @Test(arguments: [("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👩🚀", 4), ("한글", 4), ("─│╭", 3), ("", 0)])
    func width(_ text: String, _ expected: Int) {
        #expect(TextWidth.of(text) == expected)
    }

    @Test func namesAreCutInTheMiddle() {
        #expect(Truncation.middle("vllm-opt125m-deployment-vllm-7c9d8-8wt2h", to: 20) == "vllm-opt125m-…-8wt2h")
        #expect(Truncation.middle("short", to: 20) == "short")
        for width in 0...12 {
            #expect(TextWidth.of(Truncation.middle("漢字漢字漢字漢字-漢字", to: width)) <= width)
            #expect(TextWidth.of(Truncation.end("漢字漢字漢字漢字", to: width)) <= width)
        }
        #expect(Truncation.end("a long sentence", to: 7) == "a long…")
    }

    @Test func wrapsAtWords() {
        let lines = StyledText("Fault tolerance is the ability\nof a system").wrapped(to: 12).map(\.plain)
        #expect(lines == ["Fault ", "tolerance is", "the ability", "of a system"])
    }

    @Test func wrapsLongWordsAndWideText() {
        #expect(StyledText("abcdefgh").wrapped(to: 3).map(\.plain) == ["abc", "def", "gh"])
        #expect(StyledText("漢字漢字").wrapped(to: 5).map(\.plain) == ["漢字", "漢字"])
        #expect(StyledText("漢").wrapped(to: 1).isEmpty)
        #expect(StyledText("abc").wrapped(to: 0).isEmpty)
        let mixed = StyledText("go 漢字と emoji 🚀🚀 and e\u{301}").wrapped(to: 6)
        #expect(mixed.allSatisfy { $0.width <= 6 })
    }

    @Test func stylesSurviveWrapping() {
        let lines = (StyledText("one ", .good) + StyledText("two three", .bad)).wrapped(to: 7)
        #expect(lines.map(\.plain) == ["one two", "three"])
        #expect(lines[0].runs.map(\.style) == [.good, .bad])
    }

    @Test func asciiStandIns() {
        #expect(Transliteration.ascii("é") == "e")
        #expect(Transliteration.ascii("…") == "~")
        #expect(Transliteration.ascii("漢") == "?")
    }
}

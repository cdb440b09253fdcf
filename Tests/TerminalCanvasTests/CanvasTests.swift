import TerminalCanvas
import TestSupport
import Testing

@Suite struct CanvasTests {
    @Test func boxWithTitle() {
        var canvas = Canvas(size: Size(columns: 16, rows: 3))
        let inner = canvas.box(canvas.bounds, title: "1 Pods", style: Style(.frame), glyphs: .utf8)
        canvas.write("hello, long world", column: inner.column, row: inner.row, clip: inner)
        let expected = """
            ╭ 1 Pods ──────╮
            │hello, long wo│
            ╰──────────────╯
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func asciiBoxOfAnySize() {
        for columns in 0...6 {
            for rows in 0...4 {
                var canvas = Canvas(size: Size(columns: columns, rows: rows))
                canvas.box(canvas.bounds, title: "title", style: .plain, glyphs: .ascii)
                #expect(canvas.lines.count == rows)
                #expect(canvas.lines.allSatisfy { TextWidth.of($0) <= columns })
            }
        }
    }

    @Test func wideCharactersAreNeverSplit() {
        var canvas = Canvas(size: Size(columns: 5, rows: 1))
        canvas.write("漢字漢", column: 0, row: 0)
        #expect(canvas.lines == ["漢字"])
        canvas.write("x", column: 1, row: 0)
        #expect(canvas.lines == [" x字"])
        canvas.write("漢", column: -1, row: 0)
        #expect(canvas.lines == [" x字"])
        #expect(canvas[2, 0].width == 2)
        #expect(canvas[3, 0].width == 0)
    }

    @Test func hostileTextStaysInItsRow() {
        var canvas = Canvas(size: Size(columns: 10, rows: 2))
        canvas.write("a\nb\u{1B}[2Jc\u{202E}d", column: 0, row: 0)
        #expect(canvas.lines == ["a bcd", ""])
    }

    @Test func marksStayWithTheirBase() {
        var canvas = Canvas(size: Size(columns: 3, rows: 1))
        let end = canvas.write("e\u{301}x", column: 0, row: 0)
        #expect(end == 2)
        #expect(canvas[0, 0].character == "é")
    }

    @Test func layoutsAddUp() {
        for length in 0...60 {
            let parts = Layout.split(length, [.fixed(3), .flexible(weight: 2, minimum: 5), .flexible(minimum: 4)])
            #expect(parts.reduce(0, +) == length || length > 60)
            #expect(parts.allSatisfy { $0 >= 0 })
        }
        #expect(Layout.split(63, [.fixed(3), .flexible(weight: 2), .flexible()]) == [3, 40, 20])
        #expect(Layout.split(2, [.fixed(3), .flexible(minimum: 5)]) == [2, 0])
    }
}

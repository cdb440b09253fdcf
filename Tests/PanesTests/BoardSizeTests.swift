@testable import Panes
import TerminalCanvas
import Testing


/// Every state at every size: nothing wraps, nothing crashes, nothing hostile gets through.
@Suite struct BoardSizeTests {
    private static let sizes: [Size] = [
        (0, 0), (1, 1), (2, 1), (1, 3), (3, 2), (5, 5), (10, 4), (20, 3), (12, 12), (24, 6), (40, 10), (59, 15), (60, 16),
        (61, 40), (80, 24), (99, 29), (100, 30), (120, 36), (130, 40), (200, 60),
    ].map { Size(columns: $0.0, rows: $0.1) }

    @Test(arguments: Screens.all.indices)
    func fits(_ index: Int) {
        let (name, state) = Screens.all[index]
        for size in Self.sizes {
            for appearance in [Appearance.utf8, .ascii] {
                let canvas = Board.draw(state, size: size, appearance: appearance)
                #expect(canvas.size == size)
                let lines = canvas.lines
                #expect(lines.count == size.rows)
                let widest = lines.map { TextWidth.of($0) }.max() ?? 0
                #expect(widest <= size.columns, "\(name) at \(size)")
                let bad = lines.joined().unicodeScalars.filter {
                    [.control, .format].contains($0.properties.generalCategory)
                }
                #expect(bad.isEmpty, "\(name) at \(size)")
                if let cursor = canvas.cursor { #expect(canvas.bounds.contains(cursor), "\(name) at \(size)") }
            }
        }
    }

    @Test func asciiScreensAreASCII() {
        for (name, state) in [("recovered", Screens.recovered()), ("confirming", Screens.confirming())] {
            let canvas = Board.draw(state, size: Size(columns: 120, rows: 36), appearance: .ascii)
            let foreign = canvas.lines.joined().unicodeScalars.filter { $0.value >= 0x80 }
            #expect(foreign.isEmpty, "\(name): \(String(String.UnicodeScalarView(foreign)))")
        }
    }
}

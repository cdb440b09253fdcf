import Algorithms
import TerminalCanvas
import TrainingModel

/// The lessons and how far the learner is with each, as lines of plain text.
package struct LessonTable {
    package struct Row: Sendable {
        package var lesson: Lesson
        /// How often it was brought to its end.
        package var done: Int
        package var bestSeconds: Double?
        /// In the best run.
        package var hints: Int?

        package init(lesson: Lesson, done: Int = 0, bestSeconds: Double? = nil, hints: Int? = nil) {
            self.lesson = lesson
            self.done = done
            self.bestSeconds = bestSeconds
            self.hints = hints
        }
    }

    private let rows: [Row]
    private let glyphs: Glyphs

    package init(rows: [Row], ascii: Bool = false) {
        self.rows = rows
        glyphs = ascii ? .ascii : .utf8
    }

    package func lines(columns: Int) -> [String] {
        let name = max(6, rows.map { TextWidth.of($0.lesson.name) }.max() ?? 0)
        let heading = line(" ", pad("LESSON", name), pad("BEST", 5), pad("HINTS", 5), "WHAT IT IS ABOUT", columns)
        return [heading] + rows.map { row in
            line(
                row.done > 0 ? String(glyphs.check) : " ", pad(Sanitiser.line(row.lesson.name), name),
                pad(row.bestSeconds.map { Format.countdown(.seconds(min(max($0, 0), 1e6))) } ?? "", 5), pad(row.hints.map(String.init) ?? "", 5),
                Sanitiser.line("\(row.lesson.title) (\(row.lesson.expectation.title))"), columns)
        }
    }

    private func line(_ sign: String, _ name: String, _ best: String, _ hints: String, _ title: String, _ columns: Int) -> String {
        let text = " \(sign) \(name)  \(best) \(hints)  \(title)"
        let cut = Truncation.end(text, to: max(1, columns), ellipsis: glyphs.ellipsis)
        return String(cut.trimmingSuffix { $0 == " " })
    }

    private func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - TextWidth.of(text))) }
}

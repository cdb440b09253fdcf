import ClusterModel
import TerminalCanvas
import TrainingModel

/// The line that says what the learner is to do now, wherever the board is looked at.
struct LessonStrip {
    let scene: Scene

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty, let plan = scene.state.settings.training else { return }
        let style = Style(.accent, bold: true, reverse: true)
        canvas.fill(line, style: style)
        let training = scene.state.training
        let dot = scene.dot
        let end = training.overAt ?? scene.state.now
        let time = Format.countdown(end - (training.clockStart ?? .zero))
        let right = "\(training.hints.inWords("hint"))\(dot)\(time) "
        var left = " \(plan.isExam ? "Exam" : "Lesson")\(dot)\(Sanitiser.line(plan.lesson.title))\(dot)\(task(training))"
        left = Truncation.end(left, to: max(0, line.width - TextWidth.of(right) - 1), ellipsis: scene.glyphs.ellipsis)
        canvas.write(left, column: line.column, row: line.row, style: style, clip: line)
        canvas.write(right, column: max(line.column, line.maxColumn - TextWidth.of(right)), row: line.row, style: style, clip: line)
    }

    private func task(_ training: TrainingState) -> String {
        switch training.step {
        case .naming: "1/3 find the cause, then t"
        case .choosing: "2/3 choose the remedy: t"
        case .acting: "3/3 do it" + (training.missing.first.map { ": \(Sanitiser.line($0))" } ?? "")
        case .over: "done: t for the debrief"
        }
    }
}

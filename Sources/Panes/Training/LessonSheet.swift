import TerminalCanvas
import TrainingModel

/// What a lesson asks for: the story, the goal, the question of this step with its answers, the hints so far.
struct LessonSheet {
    let scene: Scene
    let scroll: Int

    private var training: TrainingState { scene.state.training }

    func draw(_ canvas: inout Canvas) {
        guard let plan = scene.state.settings.training else { return }
        let name = plan.isExam ? "Exam" : "Lesson"
        let title = scene.title(name) + scene.dim(scene.dot) + StyledText(Sanitiser.line(plan.lesson.title))
        let lines = training.isDone ? LessonDebrief(scene: scene, plan: plan).lines : task(plan)
        DialogFrame(scene: scene, title: title, lines: lines, answer: answer(plan), scroll: scroll, widest: 90).draw(&canvas)
    }

    private func task(_ plan: TrainingPlan) -> [StyledText] {
        let lesson = plan.lesson
        var lines = [text(lesson.story), StyledText(), label("goal") + text(lesson.goal)]
        if !plan.isExam { lines.append(label("expects") + text("\(lesson.expectation.rawValue), \(lesson.expectation.title)")) }
        if let path = plan.kubeconfig { lines.append(label("kubectl") + StyledText("export KUBECONFIG=\(Sanitiser.line(path))", .key)) }
        if let reply = training.reply {
            let sign = reply.isRight ? scene.glyphs.check : scene.glyphs.cross
            lines += [StyledText(), StyledText("\(sign) \(Sanitiser.line(reply.text))", reply.isRight ? .good : .bad)]
        }
        lines += [StyledText()] + question(plan)
        let hints = lesson.hints.prefix(training.hints)
        if !hints.isEmpty { lines.append(StyledText()) }
        for (index, hint) in hints.enumerated() { lines.append(label("hint \(index + 1)") + text(hint)) }
        return lines
    }

    private func question(_ plan: TrainingPlan) -> [StyledText] {
        switch training.step {
        case .naming:
            return [heading("1 of 3: what is the cause?")] + choices(Lesson.causes.map(\.words))
        case .choosing:
            return [heading("2 of 3: what puts it right?")] + choices(plan.lesson.remedies.map(\.text))
        case .acting, .over:
            return [heading("3 of 3: do it, in a second terminal")] + training.missing.map { label("missing") + text($0) }
        }
    }

    private func choices(_ texts: [String]) -> [StyledText] {
        texts.enumerated().map { StyledText("  \($0 + 1) ", .key) + text($1) }
    }

    private func answer(_ plan: TrainingPlan) -> StyledText {
        let left = plan.lesson.hints.count - training.hints
        var keys = StyledText()
        switch training.step {
        case .naming: keys += StyledText("1-\(Lesson.causes.count)", .key) + scene.dim(" answer  ")
        case .choosing: keys += StyledText("1-\(plan.lesson.remedies.count)", .key) + scene.dim(" answer  ")
        case .acting, .over: break
        }
        if !training.isDone, left > 0 { keys += StyledText("h", .key) + scene.dim(" hint (\(left) left)  ") }
        return keys + StyledText("Up/Down", .key) + scene.dim(" scroll  ") + StyledText("Esc", .key) + scene.dim(" board")
    }

    private func heading(_ words: String) -> StyledText { StyledText(words, Style(.plain, bold: true)) }
    private func text(_ words: String) -> StyledText { StyledText(Sanitiser.line(words)) }

    private func label(_ words: String) -> StyledText {
        scene.dim(words + String(repeating: " ", count: max(1, 9 - words.count)))
    }
}

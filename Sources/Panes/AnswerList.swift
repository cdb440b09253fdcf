import ClusterModel
import FailoverModel
import TerminalCanvas
import TrafficModel

/// The answers that run beside each other: which are shown, where each is served, how far it is.
struct AnswerList {
    let scene: Scene
    let index: Int

    func draw(_ canvas: inout Canvas) {
        let answers = scene.state.answersAsked
        let chosen = max(0, min(index, answers.count - 1))
        let lines = answers.enumerated().map { row($1, isChosen: $0 == chosen) }
        let answer =
            StyledText("Enter", .key) + scene.dim(" show or hide  ") + StyledText("c", .key) + scene.dim(" cancel it  ")
            + StyledText("Esc", .key) + scene.dim(" close")
        let shown = answers.count { !$0.isHidden }
        let title = scene.title("Answers") + scene.dim(" \(answers.count)\(scene.dot)\(shown) shown")
        DialogFrame(scene: scene, title: title, lines: lines, answer: answer, scroll: 0).draw(&canvas)
    }

    private func row(_ answer: State.ShownAnswer, isChosen: Bool) -> StyledText {
        var text = StyledText(isChosen ? "\(scene.glyphs.pointer) " : "  ", .accent)
        text += answer.isHidden ? scene.dim("hidden ") : StyledText("shown  ")
        text += StyledText(Truncation.middle(Sanitiser.line(answer.label), to: 16), isChosen ? Style(.plain, bold: true) : .plain)
        guard let record = answer.story.last else { return text + scene.dim(answer.isSearching ? "  finds its engine" : "  not asked") }
        if let route = record.routes.last { text += scene.dim(" \(scene.glyphs.arrow) ") + scene.served(by: route) }
        text += StyledText("  ") + StyledText(record.outcome.word, StreamPane.style(record.outcome))
        return text + scene.dim("  \(answer.tokenCount.inWords("token"))")
    }
}

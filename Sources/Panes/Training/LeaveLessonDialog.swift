import TerminalCanvas

/// The question before a lesson is left that is not done. The default is to stay.
struct LeaveLessonDialog {
    let scene: Scene

    func draw(_ canvas: inout Canvas) {
        let isExam = scene.state.settings.training?.isExam == true
        let name = isExam ? "exam" : "lesson"
        let loss = isExam ? "What is done so far is scored, and the cluster ends." : "It is not done, and its cluster ends."
        let answer = StyledText("y", .key) + scene.dim(" leave  ") + StyledText("n", .key) + scene.dim(" stay")
        DialogFrame(scene: scene, title: scene.title("Leave the \(name)?"), lines: [StyledText(loss)], answer: answer).draw(&canvas)
    }
}

/// The lesson's sheet over the board; what is answered on it goes to the lesson.
extension State {
    /// A new hint is at the end: where the sheet is longer than the screen, it moves on.
    private static let hintRows = 3

    mutating func openLesson(at motion: Motion = .home) {
        guard settings.training != nil else { return error("no lesson here: failtop train lists them") }
        navigation.dialog = .lesson(scroll: motion.moved(0))
    }

    /// The work of a lesson that is not done would be lost; once its sheet is closed, a second `q` is quickly pressed.
    var asksBeforeLeaving: Bool {
        switch (settings.training?.kind, navigation.dialog) {
        case (.lesson, nil), (.exam, nil): !training.isDone
        default: false
        }
    }

    mutating func applyToLeaving(_ action: Action) {
        if action == .dismiss { navigation.dialog = nil }
    }

    mutating func applyToLesson(_ scroll: Int, _ action: Action) {
        guard settings.training != nil else { return navigation.dialog = nil }
        switch action {
        case .dismiss, .confirm, .lesson: navigation.dialog = nil
        case .move(let motion): navigation.dialog = .lesson(scroll: motion.moved(scroll))
        case .hint: navigation.dialog = .lesson(scroll: scroll + Self.hintRows)
        case .choose: navigation.dialog = .lesson(scroll: 0)
        default: break
        }
    }

    mutating func showDebrief() {
        switch navigation.dialog {
        case .lesson, nil: navigation.dialog = .lesson(scroll: 0)
        default: notice("done: t shows the debrief")
        }
    }
}

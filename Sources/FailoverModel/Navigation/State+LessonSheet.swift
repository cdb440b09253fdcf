/// The lesson's sheet over the board; what is answered on it goes to the lesson.
extension State {
    /// A new hint is at the end: where the sheet is longer than the screen, it moves on.
    private static let hintRows = 3

    mutating func openLesson() {
        guard settings.training != nil else { return error("no lesson here: failtop train lists them") }
        navigation.dialog = .lesson(scroll: 0)
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

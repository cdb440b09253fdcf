/// The lesson's sheet: the learner asks for hints and answers.
extension State {
    /// A new hint is at the end: where the sheet is longer than the screen, it moves on.
    private static let hintRows = 3

    mutating func openLesson() {
        guard settings.training != nil else { return complain("no lesson here: failtop train lists them") }
        navigation.dialog = .lesson(scroll: 0)
    }

    mutating func applyToLesson(_ scroll: Int, _ action: Action) {
        guard let lesson = settings.training?.lesson else { return navigation.dialog = nil }
        switch action {
        case .dismiss, .confirm, .lesson: navigation.dialog = nil
        case .move(let motion): navigation.dialog = .lesson(scroll: motion.moved(scroll))
        case .hint:
            takeHint(lesson)
            navigation.dialog = .lesson(scroll: scroll + Self.hintRows)
        case .choose(let number):
            answer(number, lesson)
            navigation.dialog = .lesson(scroll: 0)
        default: break
        }
    }

    private mutating func takeHint(_ lesson: Lesson) {
        guard training.step != .over, training.hints < lesson.hints.count else { return }
        training.hints += 1
        training.note("you took hint \(training.hints)", at: now)
    }

    /// Choices count from 1, as they are shown.
    private mutating func answer(_ number: Int, _ lesson: Lesson) {
        switch training.step {
        case .naming where Lesson.causes.indices.contains(number - 1): name(Lesson.causes[number - 1], lesson)
        case .choosing where lesson.remedies.indices.contains(number - 1): choose(lesson.remedies[number - 1])
        default: break
        }
    }

    private mutating func name(_ cause: Cause?, _ lesson: Lesson) {
        let words = cause.words
        guard cause == lesson.cause else {
            training.wrongCauses += 1
            training.reply = .init(text: "not \(words): what on the board speaks against it?", isRight: false)
            return training.note("you named \(words): wrong", at: now)
        }
        training.namedAt = now
        training.step = .choosing
        training.reply = .init(text: "right: \(words)", isRight: true)
        training.note("you named \(words): right", at: now)
    }

    private mutating func choose(_ remedy: Lesson.Remedy) {
        guard remedy.isRight else {
            training.wrongRemedies += 1
            training.reply = .init(text: remedy.reply ?? "that does not reach the goal", isRight: false)
            return training.note("you chose to \(remedy.text.lowercasedFirst): wrong", at: now)
        }
        training.step = .acting
        training.reply = .init(text: remedy.reply ?? "right: now do it", isRight: true)
        training.note("you chose to \(remedy.text.lowercasedFirst)", at: now)
    }
}

extension Cause? {
    /// As the learner chooses it.
    public var words: String { self?.rawValue ?? "none of these" }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

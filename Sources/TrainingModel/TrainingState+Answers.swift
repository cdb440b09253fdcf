import ClusterModel
import DiagnosisModel

/// The lesson's sheet: the learner takes hints and answers.
extension TrainingState {
    mutating func takeHint(_ lesson: Lesson, at moment: Moment) {
        guard step != .over, hints < lesson.hints.count else { return }
        hints += 1
        note("you took hint \(hints)", at: moment)
    }

    /// Choices count from 1, as they are shown.
    mutating func answer(_ number: Int, _ lesson: Lesson, at moment: Moment) {
        switch step {
        case .naming where Lesson.causes.indices.contains(number - 1): name(Lesson.causes[number - 1], lesson, at: moment)
        case .choosing where lesson.remedies.indices.contains(number - 1): choose(lesson.remedies[number - 1], at: moment)
        default: break
        }
    }

    private mutating func name(_ cause: Cause?, _ lesson: Lesson, at moment: Moment) {
        let words = cause.words
        guard cause == lesson.cause else {
            wrongCauses += 1
            reply = Reply(text: "not \(words): what on the board speaks against it?", isRight: false)
            return note("you named \(words): wrong", at: moment)
        }
        namedAt = moment
        step = .choosing
        reply = Reply(text: "right: \(words)", isRight: true)
        note("you named \(words): right", at: moment)
    }

    private mutating func choose(_ remedy: Lesson.Remedy, at moment: Moment) {
        guard remedy.isRight else {
            wrongRemedies += 1
            reply = Reply(text: remedy.reply ?? "that does not reach the goal", isRight: false)
            return note("you chose to \(remedy.text.lowercasedFirst): wrong", at: moment)
        }
        step = .acting
        reply = Reply(text: remedy.reply ?? "right: now do it", isRight: true)
        note("you chose to \(remedy.text.lowercasedFirst)", at: moment)
    }
}

extension Cause? {
    /// As the learner chooses it.
    package var words: String { self?.rawValue ?? "none of these" }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

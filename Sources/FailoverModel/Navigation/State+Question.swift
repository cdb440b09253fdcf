import ClusterModel
import IncidentModel

/// A question that changes something is answered by who has read it: not by a key of the same burst, pasted text or a slip.
extension State {
    /// How long a question stands before it takes an answer.
    static let readingTime = Duration.milliseconds(300)
    /// The same where it asked for more before: who was about to type a name must not answer with its letters.
    static let rereadingTime = Duration.seconds(1)

    /// The question that stands takes answers now.
    package var takesAnswers: Bool { navigation.answersFrom.map { $0 <= now } ?? true }

    /// Says so where it does not.
    mutating func takesAnswers(by key: String) -> Bool {
        if !takesAnswers { error("too quick: read, then press \(key)") }
        return takesAnswers
    }

    /// The question asks by what holds now, and its time to be read begins when it is put, or put in another way.
    mutating func followQuestion() {
        if case .confirmKill(var proposal) = navigation.dialog {
            proposal.typing = typing(proposal)
            navigation.dialog = .confirmKill(proposal)
        }
        let question = navigation.dialog.flatMap(Question.init)
        guard question != navigation.question else { return }
        let wasTyping = navigation.question == .kill(isTyped: true)
        navigation.question = question
        let time = wasTyping && question == .kill(isTyped: false) ? Self.rereadingTime : Self.readingTime
        navigation.answersFrom = question.map { _ in now + time }
    }

    /// What has been typed stays in its field: its next letter must not be an answer.
    private func typing(_ proposal: KillProposal) -> TypingReason? {
        let reason = cluster.record(uid: proposal.order.pod.uid).flatMap { $0.isGone ? proposal.typing : typingReason(for: $0) }
        return reason ?? (proposal.typed.isEmpty ? nil : .begun)
    }
}

/// What a dialog asks that changes something.
enum Question: Sendable, Equatable {
    case kill(isTyped: Bool)
    case fault

    init?(_ dialog: Dialog) {
        switch dialog {
        case .confirmKill(let proposal): self = .kill(isTyped: proposal.typing != nil)
        case .faults: self = .fault
        case .help, .filter, .chooseKill, .details, .diagnosis, .log, .incidents, .answers, .lesson, .leaveLesson: return nil
        }
    }
}

import ClusterModel

/// What follows a break, by the conversation's policy: the answer is resumed or restarted, or the session only asks anew,
/// which shows where it is served now and whether it is served at all.
extension Conversation {
    static let followUpLimit = 60
    static let pause = Duration.milliseconds(500)

    /// - Parameter attemptLimit: how often a broken answer is resumed or restarted.
    mutating func planNext(after record: StreamRecord, at moment: Moment, attemptLimit: Int) {
        guard record.outcome.isBreak else { return }
        switch record.request.purpose {
        case .probe:
            break
        case .question:
            planAnswer(to: record.id, attempt: 1, due: moment, attemptLimit)
        case .resume(let question, let attempt), .restart(let question, let attempt):
            // A break after new tokens is met at once; a try that gave none is not repeated in haste.
            let due = record.chunks.isEmpty && !record.refusesTokenIDs ? moment + Self.pause : moment
            planAnswer(to: question, attempt: attempt + 1, due: due, attemptLimit)
        case .followUp(let question, let attempt):
            guard attempt < Self.followUpLimit else { return }
            pending = PendingRequest(.followUp(of: question, attempt: attempt + 1), due: moment + Self.pause)
        }
    }

    private mutating func planAnswer(to question: RequestID, attempt: Int, due: Moment, _ attemptLimit: Int) {
        guard policy != .observe else { return planFollowUp(of: question, due: due) }
        guard attempt <= attemptLimit else {
            notResumed[question] = "given up after \(attemptLimit) attempts"
            return planFollowUp(of: question, due: due)
        }
        switch policy {
        case .observe:
            break
        case .retry:
            pending = PendingRequest(.restart(of: question, attempt: attempt), due: due)
        case .resume:
            switch resumption(of: question) {
            case .success(let resumption):
                pending = PendingRequest(.resume(of: question, attempt: attempt), resumption: resumption, due: due)
            case .failure(let reason):
                notResumed[question] = reason.message
                planFollowUp(of: question, due: due)
            }
        }
    }

    private mutating func planFollowUp(of question: RequestID, due: Moment) {
        pending = PendingRequest(.followUp(of: question, attempt: 1), due: due)
    }
}

/// What follows a break, by the policy: the answer is resumed or begun again, or the session only asks anew, which
/// shows where it is served now and whether it is served at all.
extension State {
    static let followUpLimit = 60
    static let pause = Duration.milliseconds(500)

    mutating func planNext(after record: StreamRecord, at moment: Moment) {
        guard record.outcome.isBreak else { return }
        switch record.request.purpose {
        case .probe:
            break
        case .question:
            planAnswer(to: record.id, attempt: 1, due: moment)
        case .resume(let question, let attempt), .restart(let question, let attempt):
            // A break after new tokens is met at once; a try that gave none is not repeated in haste.
            let due = record.chunks.isEmpty ? moment + Self.pause : moment
            planAnswer(to: question, attempt: attempt + 1, due: due)
        case .followUp(let question, let attempt):
            guard attempt < Self.followUpLimit else { return }
            streams.pending = PendingRequest(.followUp(of: question, attempt: attempt + 1), due: moment + Self.pause)
        }
    }

    private mutating func planAnswer(to question: RequestID, attempt: Int, due: Moment) {
        guard settings.onBreak != .observe else { return planFollowUp(of: question, due: due) }
        guard attempt <= settings.attemptLimit else {
            streams.notResumed[question] = "given up after \(settings.attemptLimit) attempts"
            return planFollowUp(of: question, due: due)
        }
        switch settings.onBreak {
        case .observe:
            break
        case .retry:
            streams.pending = PendingRequest(.restart(of: question, attempt: attempt), due: due)
        case .resume:
            switch resumption(of: question) {
            case .success(let resumption):
                streams.pending = PendingRequest(
                    .resume(of: question, attempt: attempt), resumption: resumption, due: due)
            case .failure(let reason):
                streams.notResumed[question] = reason.message
                planFollowUp(of: question, due: due)
            }
        }
    }

    private mutating func planFollowUp(of question: RequestID, due: Moment) {
        streams.pending = PendingRequest(.followUp(of: question, attempt: 1), due: due)
    }

    mutating func sendDueRequest(at moment: Moment) -> [Command] {
        guard let next = streams.pending, next.due <= moment else { return [] }
        guard case .success(let request) = makeRequest(next.purpose, resumption: next.resumption, at: moment) else {
            return []
        }
        streams.pending = nil
        return [.send(request)]
    }

    /// A stream that is open and silent beyond its limit is stalled: it is given up.
    mutating func judgeSilence(at moment: Moment) -> [Command] {
        var commands: [Command] = []
        for record in streams.records.filter(\.isOpen) + streams.probes.filter(\.isOpen) {
            let limit = record.chunks.isEmpty ? settings.firstTokenWithin : settings.stallAfter
            let silence = moment - record.lastActivity
            guard silence > limit else { continue }
            // The answer is there; only its connection stays open.
            let outcome = record.finishReason == nil ? .stalled(after: silence) : record.judged(.cleanEnd)
            let stalled = streams.end(record.id, outcome, at: moment)
            if let stalled { planNext(after: stalled, at: moment) }
            commands.append(.cancel(record.id))
        }
        return commands
    }
}

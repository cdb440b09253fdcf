/// After a break the session asks again: that shows where it is served now, and whether it is served at all.
extension State {
    static let followUpLimit = 60
    static let followUpPause = Duration.milliseconds(500)

    mutating func planFollowUp(of record: StreamRecord, at moment: Moment) {
        guard record.outcome.isBreak else { return }
        switch record.request.purpose {
        case .question:
            streams.pendingFollowUp = PendingFollowUp(of: record.id, attempt: 1, due: moment)
        case .followUp(let question, let attempt):
            guard attempt < Self.followUpLimit else { return }
            streams.pendingFollowUp = PendingFollowUp(
                of: question, attempt: attempt + 1, due: moment + Self.followUpPause)
        }
    }

    mutating func sendDueFollowUp(at moment: Moment) -> [Command] {
        guard let next = streams.pendingFollowUp, next.due <= moment else { return [] }
        guard case .success(let request) = makeRequest(.followUp(of: next.of, attempt: next.attempt), at: moment) else {
            return []
        }
        streams.pendingFollowUp = nil
        return [.send(request)]
    }

    /// A stream that is open and silent beyond its limit is stalled: it is given up.
    mutating func judgeSilence(at moment: Moment) -> [Command] {
        guard let index = streams.records.lastIndex(where: \.isOpen) else { return [] }
        let record = streams.records[index]
        let limit = record.chunks.isEmpty ? settings.firstTokenWithin : settings.stallAfter
        let silence = moment - record.lastActivity
        guard silence > limit, record.finishReason == nil else { return [] }
        streams.records[index].end(.stalled(after: silence), at: moment)
        planFollowUp(of: streams.records[index], at: moment)
        return [.cancel(record.id)]
    }
}

import ClusterModel

/// How a stream's end is judged. Only a finish_reason makes it complete: a clean end of the connection, or `[DONE]`,
/// is what real routers send for a killed engine too.
extension StreamRecord {
    mutating func apply(_ fact: StreamFact, at moment: Moment) {
        if fact.isData { lastEvent = moment }
        switch fact {
        case .opened:
            openedAt = openedAt ?? moment
        case .text(_, let text):
            receive(StreamChunk(at: moment, text: text))
            tokenIDs.receiveText()
            if finishReason != nil { chunksBehindFinish += 1 }
            outcome = .streaming
        case .finishReason(_, let reason):
            finishReason = finishReason ?? reason
            finishedAt = finishedAt ?? moment
        case .usage(_, let usage):
            self.usage = usage
        case .tokenIDs(_, let ids):
            tokenIDs.receive(ids)
        case .errorEvent(_, let message):
            errorEvent = errorEvent ?? message
        case .doneMarker:
            sawDone = true
        case .garbage(_, let text):
            garbageEvents += 1
            firstGarbage = firstGarbage ?? text
        case .feature(_, let feature):
            features.insert(feature)
            if feature != .severalChoices { outcome = .streaming }
        case .comment:
            lastComment = moment
        case .activity, .hints, .alias:
            break
        case .closed(_, let closing):
            note(closing)
            doubt = ownDoubt
            end(judged(closing), at: moment)
        }
    }

    private mutating func note(_ closing: Closing) {
        switch closing {
        case .refused(let status, let body): refused = Refusal(status: status, body: body)
        case .notRendered(let reason): unresumable = "the chat cannot be rendered as a prompt: \(reason)"
        case .cleanEnd, .brokenEnd, .unreachable, .cancelled: break
        }
    }

    mutating func end(_ outcome: StreamOutcome, at moment: Moment) {
        self.outcome = outcome
        endedAt = moment
    }

    func judged(_ closing: Closing) -> StreamOutcome {
        if let errorEvent { return .error(errorEvent) }
        if let finishReason {
            // vLLM ends what it aborts, at its own shutdown for example, with such a reason and even with [DONE].
            if ["abort", "error"].contains(finishReason) { return .truncated("finish reason \(finishReason)") }
            if let doubt { return .truncated(doubt.sentence) }
            return .complete(reason: finishReason)
        }
        switch closing {
        case .cancelled: return .cancelled
        case .refused(let status, let body): return .error(Refusal(status: status, body: body).words)
        case .unreachable(let problem), .notRendered(let problem): return .error(problem)
        case .brokenEnd(let problem): return .truncated(problem)
        case .cleanEnd:
            if openedAt == nil { return .error("the connection ended before an answer") }
            let marker = sawDone ? "[DONE] without a finish reason" : "no finish reason, no [DONE]"
            // First, where it is not cut off: it is what is wrong.
            let noise = firstGarbage.map { "\(garbageEvents) not understood (\($0.prefix(40))), " } ?? ""
            return .truncated("\(noise)clean end of the connection, \(marker)")
        }
    }
}

extension StreamFact {
    /// An event with data came; comments and the ends of connections are none.
    fileprivate var isData: Bool {
        switch self {
        case .text, .finishReason, .usage, .tokenIDs, .errorEvent, .doneMarker, .feature, .activity, .garbage: true
        case .opened, .hints, .alias, .comment, .closed: false
        }
    }
}

import ClusterModel

extension Conversation {
    /// How many requests and probes are kept, beside those that are still needed.
    static let limit = 64
    static let probeLimit = 64
    /// No more whatever is needed: a request each half second for half an hour.
    static let hardLimit = 4_096

    mutating func begin(_ request: StreamRequest, at moment: Moment, workers: [WorkerFigures], keeping since: Moment?) {
        let record = StreamRecord(request: request, requestedAt: moment)
        if request.purpose == .probe {
            probes.append(record)
            probes.forget(beyond: Self.probeLimit, keeping: since)
            return
        }
        records.append(record)
        records.forget(beyond: Self.limit, keeping: since)
        runningBefore = [String: Double](workers.map { ($0.url, $0.running ?? 0) }) { _, last in last }
    }

    mutating func change(_ request: RequestID, _ change: (inout StreamRecord) -> Void) {
        if let index = records.lastIndex(where: { $0.id == request }) {
            change(&records[index])
        } else if let index = probes.lastIndex(where: { $0.id == request }) {
            change(&probes[index])
        }
    }

    mutating func note(_ route: Route, of request: RequestID) {
        change(request) { record in
            // Better evidence corrects a guess; it is not a move.
            if record.routes.last?.evidence.isGuess == true { record.routes.removeLast() }
            if let known = record.routes.last, known.isSettled(against: route) { return }
            // What the gateway says at the end of who served it is the truth of the whole request.
            if route.evidence == .accessLog, record.routes.last?.leadsToSamePod(as: route) == false { record.routes.removeLast() }
            if record.routes.last?.leadsToSamePod(as: route) != true { record.routes.append(route) }
        }
    }

    /// The port-forward ended, and with it all that was under way through it. Of kubectl's end is told a little later than
    /// connections break. What the router ended itself is not meant.
    mutating func losePath(_ reason: String, at moment: Moment) {
        func lose(_ record: inout StreamRecord) {
            let isUnderWay = record.endedAt.map { record.outcome.isBreak && moment - $0 < .seconds(2) } ?? true
            let isRouters = record.refused != nil || record.errorEvent != nil || record.sawDone
            if isUnderWay, !isRouters { record.pathFailure = reason }
        }
        for index in records.indices { lose(&records[index]) }
        for index in probes.indices { lose(&probes[index]) }
    }
}

extension Route {
    /// The answer named its engine itself: neither a line that was written before, nor what was seen from outside, tells better.
    fileprivate func isSettled(against other: Route) -> Bool {
        guard evidence == .header || evidence == .answer else { return false }
        switch other.evidence {
        case .header, .answer: return false
        case .ownRequest, .sessionLine: return other.isEarlier(than: self)
        case .accessLog, .tokens, .tokensOfSome, .engineLog, .engineLogs, .metrics: return true
        }
    }
}

extension [StreamRecord] {
    /// Lets the oldest go that nobody needs any more: what an open incident rests on is kept.
    fileprivate mutating func forget(beyond limit: Int, keeping since: Moment?) {
        while count > limit, let first, since.map({ first.requestedAt < $0 }) ?? true { removeFirst() }
        if count > Conversation.hardLimit { removeFirst(count - Conversation.hardLimit) }
    }
}

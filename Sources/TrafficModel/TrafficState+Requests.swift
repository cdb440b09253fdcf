import ClusterModel

/// What is sent, and what becomes of it.
extension TrafficState {
    mutating func reduceConversations(_ event: TrafficEvent, at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        switch event {
        case .stream(.hints(let id, let hints)):
            noteHints(hints, of: id, at: moment, cluster: cluster)
        case .stream(.alias(let id, let alias)):
            conversations.note(alias: alias, of: id)
        case .stream(let fact):
            // Tokens come by the ten thousand: nothing is due because of one.
            guard let ended = note(fact, at: moment) else { return [] }
            noteEnd(of: ended, at: moment, cluster)
            return sendDueRequests(at: moment)
        case .router(.log(let entry)):
            noteRoute(entry, at: moment, cluster: cluster)
        case .router(.workers(let figures)):
            guessRoutes(from: figures, at: moment, cluster: cluster)
        case .router(.engine):
            compareTokens(at: moment, cluster: cluster)
        case .router(.engineLog(let entry)):
            noteEngineLog(entry, at: moment, cluster: cluster)
        case .ticked:
            return judgeSilence(at: moment, cluster) + sendDueRequests(at: moment) + askEngineLogs(at: moment, cluster: cluster)
        case .kubernetes, .router:
            break
        }
        return []
    }

    /// The request, if the fact ended it.
    private mutating func note(_ fact: StreamFact, at moment: Moment) -> StreamRecord? {
        var ended: StreamRecord?
        conversations.change(fact.request) { conversation in
            conversation.change(fact.request) { record in
                guard record.isOpen else { return }
                record.apply(fact, at: moment)
                if !record.isOpen { ended = record }
            }
        }
        return ended
    }

    private mutating func noteEnd(of record: StreamRecord, at moment: Moment, _ cluster: ClusterState) {
        let failure = record.pathFailure ?? ProxyPath(to: router, in: cluster)?.failure(under: record)
        end(record.id, at: moment) { $0.pathFailure = failure }
        learnWorkerNames(cluster)
    }

    /// Why nothing can be asked now; nil where it can.
    package var obstacle: NotSent? {
        guard router.endpoint != nil else { return .noRouter(router.problem) }
        return model == nil ? .noModel : nil
    }

    /// Sends what somebody wants to ask; nothing where there is an `obstacle`.
    package mutating func ask(_ inquiry: Inquiry, at moment: Moment) -> [TrafficIntent] {
        guard obstacle == nil, let model else { return [] }
        conversations.requestIDs.count += 1
        let request = StreamRequest(
            id: inquiry.id, session: inquiry.session, sessionHeader: sessionHeader, api: settings.api, model: model,
            prompt: settings.prompt, maxTokens: inquiry.length ?? maxTokens(of: inquiry.purpose, inquiry.resumption), purpose: inquiry.purpose,
            resumption: inquiry.resumption, extraFields: extraFields, workerHeader: settings.workerHeader,
            wantsTokenIDs: settings.onBreak == .resume || inquiry.purpose == .probe ? true : nil)
        conversations.begin(request, policy: inquiry.policy ?? settings.onBreak, at: moment, workers: router.workers)
        return [.send(request)]
    }

    /// Those of the operator, and what makes Dynamo say which worker answers.
    private var extraFields: [String: String] {
        guard router.dialect == .dynamo else { return settings.extraFields }
        return settings.extraFields.merging(["nvext": #"{"extra_fields":["worker_id"]}"#]) { theirs, _ in theirs }
    }

    private func maxTokens(of purpose: StreamRequest.Purpose, _ resumption: Resumption?) -> Int {
        switch purpose {
        case .probe: min(settings.maxTokens, TrafficSettings.probeTokens)
        case .followUp: min(settings.maxTokens, settings.followUpTokens ?? settings.maxTokens)
        case .question, .resume, .restart: settings.maxTokens - (resumption?.tokens ?? 0)
        }
    }

    /// Drops what a session waits to send; what is open is given up, as silent since its last token.
    package mutating func giveUp(session: String, at moment: Moment) -> [TrafficIntent] {
        conversations.all[session]?.pending = nil
        let open = conversations.all[session]?.records.filter(\.isOpen) ?? []
        for record in open {
            conversations.change(record.id) { conversation in
                conversation.change(record.id) { $0.end(.stalled(after: moment - record.lastActivity), at: moment) }
            }
        }
        return open.map { .cancel($0.id) }
    }

    /// Drops what a session waits to send; its open request is cancelled, and its client will say so.
    package mutating func cancel(session: String) -> [TrafficIntent] {
        conversations.all[session]?.pending = nil
        let open = conversations.all[session]?.records.filter(\.isOpen) ?? []
        return open.map { .cancel($0.id) }
    }

    /// Nothing more of the session is sent by itself.
    package mutating func dropPending(session: String) { conversations.all[session]?.pending = nil }

    /// Requests since then are needed and are not forgotten; nil: none is.
    /// - Parameter pods: those of open incidents, whose figures are read before others'.
    package mutating func keep(since moment: Moment?, watching pods: Set<PodIdentity> = []) {
        if watchedPods != pods { watchedPods = pods }
        if conversations.neededSince != moment { conversations.neededSince = moment }
    }

    mutating func sendDueRequests(at moment: Moment) -> [TrafficIntent] {
        var intents: [TrafficIntent] = []
        let due = conversations.all.values.compactMap { conversation in
            conversation.pending.flatMap { $0.due <= moment ? (conversation.session, $0) : nil }
        }
        for (session, next) in due where obstacle == nil {
            conversations.all[session]?.pending = nil
            var ids = conversations.requestIDs
            intents += ask(
                    Inquiry(
                    id: ids.next(), session: session, purpose: next.purpose, resumption: next.resumption,
                    length: OwnSession.isProbe(session) ? TrafficSettings.probeFollowUpTokens : nil), at: moment)
        }
        return intents
    }

    var openRequests: [StreamRecord] {
        conversations.all.values.flatMap { $0.records.filter(\.isOpen) + $0.probes.filter(\.isOpen) }
    }

    /// Plans what comes after a request that the change has ended, or that has ended.
    mutating func end(_ request: RequestID, at moment: Moment, _ change: (inout StreamRecord) -> Void) {
        let limit = settings.attemptLimit
        conversations.change(request) { conversation in
            conversation.change(request, change)
            if let ended = conversation[request] { conversation.planNext(after: ended, at: moment, attemptLimit: limit) }
        }
    }
}

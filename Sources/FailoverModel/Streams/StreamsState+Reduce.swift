extension State {
    mutating func applyToStreams(_ event: Event) -> [Command] {
        switch event.fact {
        case .stream(let fact):
            let wasOpen = streams[fact.request]?.isOpen ?? false
            streams.apply(fact, at: event.at)
            if wasOpen, let record = streams[fact.request], !record.isOpen { planNext(after: record, at: event.at) }
            return sendDueRequest(at: event.at)
        case .router(.log(let entry)):
            noteRoute(entry, at: event.at)
        case .router(.workers(let figures)):
            guessRoute(from: figures, at: event.at)
        case .router(.engine):
            compareTokens(at: event.at)
        case .router(.engineLog(let entry)):
            noteEngineLog(entry, at: event.at)
        case .ticked:
            return judgeSilence(at: event.at) + sendDueRequest(at: event.at) + askEngineLogs(at: event.at)
        default:
            break
        }
        return []
    }

    /// Makes the next request, of the watched session unless another is named; the reason where it cannot be sent now.
    mutating func makeRequest(
        _ purpose: StreamRequest.Purpose, session: String? = nil, resumption: Resumption? = nil, at moment: Moment
    ) -> Result<StreamRequest, NotSent> {
        guard router.endpoint != nil else { return .failure(.noRouter(router.problem)) }
        guard let model = router.model(for: settings) else { return .failure(.noModel) }
        streams.sent += 1
        let request = StreamRequest(
            id: "\(start.requestPrefix)\(streams.sent)", session: session ?? settings.session,
            sessionHeader: sessionHeader, api: settings.api, model: model, prompt: settings.prompt,
            maxTokens: maxTokens(of: purpose, resumption), purpose: purpose, resumption: resumption,
            extraFields: settings.extraFields)
        streams.begin(request, at: moment, workers: router.workers)
        return .success(request)
    }

    private func maxTokens(of purpose: StreamRequest.Purpose, _ resumption: Resumption?) -> Int {
        switch purpose {
        case .probe: min(settings.maxTokens, Settings.probeTokens)
        case .followUp: min(settings.maxTokens, settings.test == nil ? settings.maxTokens : Settings.followUpTokens)
        case .question, .resume, .restart: settings.maxTokens - (resumption?.tokens ?? 0)
        }
    }
}

/// Why a request was not sent.
enum NotSent: Error, Equatable {
    case noRouter(String?)
    case noModel

    var message: String {
        switch self {
        case .noRouter(let problem): problem ?? "no router found yet"
        case .noModel: "the router lists no model yet; name one with --model"
        }
    }
}

extension StreamsState {
    /// How many requests are kept.
    static let limit = 64
    static let probeLimit = 256

    mutating func begin(_ request: StreamRequest, at moment: Moment, workers: [WorkerFigures]) {
        let record = StreamRecord(request: request, requestedAt: moment)
        if request.purpose == .probe {
            probes.append(record)
            if probes.count > Self.probeLimit { probes.removeFirst(probes.count - Self.probeLimit) }
            return
        }
        records.append(record)
        if records.count > Self.limit { records.removeFirst(records.count - Self.limit) }
        runningBefore = [String: Double](workers.map { ($0.url, $0.running ?? 0) }) { _, last in last }
    }

    mutating func note(_ route: Route, of request: RequestID) {
        change(request) { record in
            // Better evidence corrects a guess; it is not a move.
            if record.routes.last?.evidence.isGuess == true { record.routes.removeLast() }
            if record.routes.last?.leadsToSamePod(as: route) != true { record.routes.append(route) }
        }
    }

    /// The port-forward ended, and with it all that was under way through it. Of kubectl's end is told a little later than
    /// connections break. What the router ended itself is not meant.
    mutating func loseForward(_ reason: String, at moment: Moment) {
        for index in records.indices {
            let record = records[index]
            let isUnderWay = record.endedAt.map { record.outcome.isBreak && moment - $0 < .seconds(2) } ?? true
            let isRouters = record.refused != nil || record.errorEvent != nil || record.sawDone
            if isUnderWay, !isRouters { records[index].lostForward = reason }
        }
    }

    mutating func apply(_ fact: StreamFact, at moment: Moment) {
        change(fact.request) { record in
            if record.isOpen { record.apply(fact, at: moment) }
        }
    }

    /// Ends a request from here; returns it, or nil where it is not known.
    mutating func end(_ request: RequestID, _ outcome: StreamOutcome, at moment: Moment) -> StreamRecord? {
        change(request) { $0.end(outcome, at: moment) }
        return self[request]
    }

    private mutating func change(_ request: RequestID, _ change: (inout StreamRecord) -> Void) {
        if let index = records.lastIndex(where: { $0.id == request }) {
            change(&records[index])
        } else if let index = probes.lastIndex(where: { $0.id == request }) {
            change(&probes[index])
        }
    }
}

extension StreamFact {
    /// The request that the fact is about.
    public var request: RequestID {
        switch self {
        case .opened(let id, _), .text(let id, _), .finishReason(let id, _), .usage(let id, _), .errorEvent(let id, _),
            .doneMarker(let id), .feature(let id, _), .garbage(let id, _), .closed(let id, _):
            id
        }
    }

    /// It came from the router: bytes arrived.
    public var isAnswer: Bool {
        switch self {
        case .opened, .text, .finishReason, .usage, .errorEvent, .doneMarker, .feature, .garbage, .closed(_, .refused): true
        case .closed: false
        }
    }
}

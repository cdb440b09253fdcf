import ClusterModel
import IncidentModel
import TrafficModel

/// One look of the probes at what the others have made of the facts.
struct ProbeStep {
    var probes: ProbesState
    var intents: [ProbeIntent] = []
    let now: Moment
    let runID: String
    let cluster: ClusterState
    let traffic: TrafficState
    let incidents: IncidentsState
    /// Sessions that an open incident is judged by, and those of them that were not served by another engine yet.
    private let measured: Set<String>
    private let awaited: Set<String>
    private var ids: RequestIDs

    init(
        _ probes: ProbesState, at now: Moment, runID: String, cluster: ClusterState, traffic: TrafficState, incidents: IncidentsState
    ) {
        self.probes = probes
        self.now = now
        self.runID = runID
        self.cluster = cluster
        self.traffic = traffic
        self.incidents = incidents
        measured = incidents.measuredSessions
        awaited = incidents.awaitedProbes(at: now, cluster: cluster, traffic: traffic)
        ids = traffic.conversations.requestIDs
    }

    /// A session that lost its engine asks so often, until another one serves it.
    private static let hastyPace = Duration.milliseconds(500)
    private static let hastyLimit = 60
    /// An answer that is kept under way has so many tokens, then the next one begins.
    private static let streamTokens = 512
    /// How soon another session is looked for where only such answers are asked for.
    private static let streamPace = Duration.seconds(10)

    mutating func run() {
        count()
        guard traffic.obstacle == nil, cluster.sources[.pods].isLive else { return probes.pause = .obstacle }
        probes.pause = nil
        forgetSeats()
        search()
        for (pod, seat) in probes.seats { keep(seat, on: pod) }
        if probes.seats.isEmpty, probes.search.vain >= ProbeSearch.limit { probes.pause = probes.pause ?? .unattributed }
    }

    /// What has ended, and what the last minute has cost.
    private mutating func count() {
        var under = 0
        probes.open.removeAll { id in
            guard let record = traffic.conversations[id] else { return true }
            guard !record.isOpen else {
                under += record.chunks.count
                return false
            }
            probes.ended += 1
            if let time = record.timeToFirstToken { probes.times.add(time) }
            if record.outcome.isBreak, record.pathFailure == nil { probes.failed += 1 }
            if record.request.purpose == .question { probes.streamRest.note(record, at: now) }
            probes.spent.append(ProbesState.Spent(at: record.endedAt ?? now, tokens: record.tokenCount))
            return true
        }
        while let first = probes.spent.first, now - first.at > .seconds(60) { probes.spent.removeFirst() }
        probes.tokensPerMinute = probes.spent.reduce(under) { $0 + $1.tokens }
    }

    private var isWithinBudget: Bool { probes.tokensPerMinute < probes.settings.tokensPerMinute }

    /// People wait there: a request more would make it worse.
    private func isQueueing(_ pod: PodIdentity) -> Bool {
        guard let record = traffic.router.engines[pod.uid], !record.isStale(at: now) else { return false }
        return (record.figures.waiting ?? 0) > 0
    }

    /// Of engines that are gone, and of sessions that land elsewhere by now.
    private mutating func forgetSeats() {
        for (pod, seat) in probes.seats where !measured.contains(seat.session) {
            let conversation = traffic.conversations[session: seat.session]
            let isServing = cluster.record(uid: pod.uid)?.isServing ?? false
            let landed = conversation?.landing
            guard !isServing || (landed != nil && landed != pod && conversation?.isQuiet == true) else { continue }
            probes.seats[pod] = nil
            // A router that keeps no session would be searched for ever.
            if isServing { probes.search.notBefore = max(probes.search.notBefore, now + (probes.settings.every ?? Self.streamPace)) }
            if let landed, isFree(landed) {
                probes.seats[landed] = seat
                continue
            }
            if conversation?.isQuiet == false { intents.append(.cancel(session: seat.session)) }
            if probes.search.spare.count < ProbeSearch.spareLimit { probes.search.spare.append(seat.session) }
        }
    }

    /// It can serve, and has no session of ours.
    private func isFree(_ pod: PodIdentity) -> Bool {
        probes.seats[pod] == nil && cluster.record(uid: pod.uid).map { $0.isCounted && $0.isServing } == true
    }

    private mutating func search() {
        if let request = probes.search.request {
            guard let record = traffic.conversations[request] else { return probes.search.request = nil }
            guard record.isAttributed(at: now, within: traffic.evidenceDelay) else { return }
            probes.search.request = nil
            if let pod = record.knownPod, record.outcome.isComplete, isFree(pod) {
                probes.seats[pod] = ProbeSeat(session: probes.search.session, latest: request, askedAt: record.requestedAt)
                probes.search.vain = 0
            } else {
                probes.search.noteVain(at: now)
            }
        }
        guard now >= probes.search.notBefore else { return }
        let missing = cluster.readyEngines.filter { probes.seats[$0.identity] == nil }
        guard !missing.isEmpty else { return }
        guard missing.contains(where: { !isQueueing($0.identity) }) else { return probes.pause = .queues }
        guard isWithinBudget else { return probes.pause = .budget }
        probes.search.session = probes.search.nextSession(of: runID)
        probes.search.request = ask(.probe, session: probes.search.session)
        probes.search.notBefore = now + ProbeSearch.pace
    }

    /// What its session has under way, or is to ask.
    private mutating func keep(_ seat: ProbeSeat, on pod: PodIdentity) {
        let isAwaited = awaited.contains(seat.session)
        let isQueueing = isQueueing(pod)
        if isQueueing { probes.pause = .queues }
        if !isWithinBudget { probes.pause = .budget }
        let isHeld = (isQueueing || !isWithinBudget) && !isAwaited
        keepStream(of: seat, isHeld: isHeld)
        if isDue(seat, isAwaited: isAwaited), !isHeld {
            var next = seat
            next.latest = ask(.probe, session: seat.session)
            next.askedAt = now
            next.hastyTries = isAwaited ? seat.hastyTries + 1 : 0
            probes.seats[pod] = next
        }
    }

    private func isDue(_ seat: ProbeSeat, isAwaited: Bool) -> Bool {
        let latest = seat.latest.flatMap { traffic.conversations[$0] }
        guard latest?.isOpen != true else { return false }
        if isAwaited, seat.hastyTries < Self.hastyLimit { return now - (latest?.endedAt ?? seat.askedAt) >= Self.hastyPace || seat.hastyTries == 0 }
        return probes.settings.every.map { now - seat.askedAt >= $0 } ?? false
    }

    private mutating func keepStream(of seat: ProbeSeat, isHeld: Bool) {
        guard probes.settings.holdsStreams else { return }
        let conversation = traffic.conversations[session: seat.session]
        if conversation?.isQuiet != false {
            if now < probes.streamRest.until {
                probes.pause = probes.pause ?? .streamsBreak
            } else if !isHeld { _ = ask(.question, session: seat.session, length: Self.streamTokens) }
        } else if isHeld, !measured.contains(seat.session) {
            intents.append(.cancel(session: seat.session))
        }
    }

    private mutating func ask(_ purpose: StreamRequest.Purpose, session: String, length: Int? = nil) -> RequestID {
        let id = ids.next()
        probes.open.append(id)
        intents.append(.ask(Inquiry(id: id, session: session, purpose: purpose, length: length, policy: .observe)))
        return id
    }
}

extension StreamRecord {
    /// By whom it was answered, where that is no guess.
    fileprivate var knownPod: PodIdentity? {
        guard let route = routes.last, !route.evidence.isGuess else { return nil }
        return route.pod
    }
}

extension Conversation {
    /// Where its latest complete request was answered.
    fileprivate var landing: PodIdentity? {
        let answered = (probes.suffix(4) + records.suffix(4)).filter { $0.outcome.isComplete && $0.knownPod != nil }
        return answered.max { $0.requestedAt < $1.requestedAt }?.knownPod
    }
}

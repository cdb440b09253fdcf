/// The incident step: opens incidents on faults and fills their marks as the facts arrive.
extension State {
    mutating func applyToIncidents(_ event: Event, _ transitions: [PodTransition]) {
        switch event.fact {
        case .kubernetes(.killAccepted(let order)):
            acceptKill(order, at: event.at)
        case .kubernetes(.killRefused(let order, _)), .kubernetes(.killUnknown(let order, _)):
            readKill(of: order.pod)
        case .router(.log(let entry)):
            noteDrop(entry, at: event.at)
        default:
            break
        }
        for transition in transitions where transition.after.role == .engine {
            noteFault(transition, at: event.at)
        }
        let reach = reach(of: event.fact)
        guard reach != .none else { return }
        refineCauses(event, transitions)
        let news = transitions.filter(\.isNewsOfReplacement)
        let served = reach == .all ? Set(streams.records.flatMap { $0.routes.compactMap(\.pod) }) : []
        for index in incidents.all.indices where incidents.all[index].isOpen {
            if reach == .streams, !incidents.all[index].awaitsTokens { continue }
            for transition in news { noteReplacement(transition, in: index, at: event.at) }
            noteEndpointDrop(in: index, event)
            // Without a request on its pod there are no marks to read.
            if incidents.all[index].stream != nil || served.contains(incidents.all[index].pod) {
                readStreamMarks(in: index)
            }
            closeIfRecovered(index, at: event.at)
        }
    }

    /// Which open incidents a fact may change.
    private enum Reach { case none, streams, all }

    /// Tokens and routing lines come by the thousand: one that cannot change an incident is not held against it.
    private func reach(of fact: Fact) -> Reach {
        switch fact {
        case .stream(.text): .streams
        case .router(.log(let entry)):
            switch entry.message {
            case .routed(let request, _, _, _): streams[request] == nil ? .none : .all
            case .sessionRouted(let session, _): session == settings.session ? .all : .none
            case .recognised, .unknown: .none
            case .attemptFailed, .workerFailed, .requestFailed, .migrating, .migrationRefused, .breakerChanged,
                .engineDiscovered, .engineDropped, .engineTerminating, .streamBroke:
                .all
            }
        default: .all
        }
    }

    /// The API accepted our kill. Its first effect may have been seen before the answer: then that was T0.
    private mutating func acceptKill(_ order: KillOrder, at moment: Moment) {
        let index = openIncident(on: order.pod, cause: .killedHere(order.kind), at: moment)
        incidents.all[index].cause = .killedHere(order.kind)
        let seen = incidents.all[index].marks[.faultAccepted]?.at ?? moment
        incidents.all[index].marks[.faultAccepted] = MarkReading(at: min(seen, moment), source: .api)
    }

    /// The pod was seen to go before the answer came, and the answer says something else than that it was killed.
    private mutating func readKill(of pod: PodIdentity) {
        guard let index = incidents.all.lastIndex(where: { $0.pod == pod && $0.cause.isOurs }),
            let record = cluster.record(uid: pod.uid)
        else { return }
        incidents.all[index].cause = kills.explaining(pod.uid)?.cause ?? knownCause(of: record) ?? .deleted
    }

    private mutating func noteFault(_ transition: PodTransition, at moment: Moment) {
        let record = transition.after
        guard let before = transition.before, !isOver(record) else { return }
        if let cause = fault(transition), !before.isGone {
            let index = openIncident(on: record.identity, cause: cause, at: moment)
            incidents.all[index].mark(.faultAccepted, at: moment, .api)
            if record.isLeaving || cause.isEnd { incidents.all[index].mark(.terminating, at: moment, .api) }
        }
    }

    /// The pod was taken away, and what became of it has been told: that it also goes at last is no new fault.
    private func isOver(_ record: PodRecord) -> Bool {
        incidents.all.contains { incident in
            !incident.isOpen && incident.supersededBy == nil && incident.pod == record.identity
                && incident.replacement?.pod != record.identity
        }
    }

    /// What a change of a pod means; nil for the ordinary course of things.
    private func fault(_ transition: PodTransition) -> IncidentCause? {
        let (pod, stage) = (transition.after.pod, transition.after.stage)
        let wasServing = transition.before?.stages.contains { $0.stage == .ready } ?? false
        if transition.restarted, let end = pod.containers.compactMap(\.lastTermination).last { return .crashed(end) }
        if wasServing, !transition.after.isLeaving, let end = transition.ended { return .crashed(end) }
        guard transition.stageChanged, wasServing || stage == .terminating || stage == .gone else { return nil }
        switch stage {
        case .terminating, .gone:
            if let kill = kills.explaining(pod.uid) { return kill.cause }
            // What fails, and is swept away later, was told when it failed.
            if transition.before?.stage == .failed { return nil }
            return knownCause(of: transition.after) ?? pod.reason.map { .evicted($0) } ?? .deleted
        case .failed: return knownCause(of: transition.after) ?? .evicted(pod.reason ?? "phase \(pod.phase)")
        case .unready:
            return knownCause(of: transition.after) ?? .unready
        case .pending, .starting, .ready: return nil
        }
    }

    /// The open incident on the pod, or a new one.
    private mutating func openIncident(on pod: PodIdentity, cause: IncidentCause, at moment: Moment) -> Int {
        if let index = incidents.all.lastIndex(where: { $0.pod == pod && $0.isOpen }) {
            guard isSuperseded(index, by: cause) else {
                if incidents.all[index].cause == .unready { incidents.all[index].cause = cause }
                return index
            }
            incidents.all[index].closedAt = moment
            incidents.all[index].supersededBy = (incidents.all.last?.number ?? 0) + 1
        }
        var incident = Incident(
            number: (incidents.all.last?.number ?? 0) + 1, pod: pod, letter: letter(of: pod), cause: cause,
            openedAt: moment)
        for session in sessions.records.values where session.id != settings.session {
            if session.route?.pod == pod {
                incident.sessionsOnPod.insert(session.id)
            } else {
                incident.sessionsElsewhere.insert(session.id)
            }
        }
        incident.stream = streamServed(by: pod, at: moment)
        if let drop = incidents.recentDrops[pod.name], moment - drop < .seconds(10) {
            incident.mark(.routerDropped, at: drop, .router)
        }
        for older in incidents.all.indices where !incidents.all[older].isOpen && incidents.all[older].bystanders == nil {
            incidents.all[older].bystanders = bystanders(of: incidents.all[older])
        }
        incidents.all.append(incident)
        return incidents.all.count - 1
    }

    /// The watched session's request on the pod: open now, or broken a moment before the API told of the fault.
    private func streamServed(by pod: PodIdentity, at moment: Moment) -> RequestID? {
        streams.records.last { record in
            guard record.routes.contains(where: { $0.pod == pod }) else { return false }
            guard let ended = record.endedAt else { return true }
            return record.outcome.isBreak && moment - ended < .seconds(10)
        }?.id
    }

    /// A kill of a pod that was hurt before is a fault of its own, with its own T0 and the stream that it cuts. What was seen
    /// of the pod since the asking is the kill's first effect.
    private func isSuperseded(_ index: Int, by cause: IncidentCause) -> Bool {
        let older = incidents.all[index]
        guard cause.isOurs, !older.cause.isOurs, let kill = kills.latest(of: older.pod) else { return false }
        return older.openedAt < kill.askedAt
    }
}

extension Incident {
    /// Sets a mark once; the first evidence stands.
    mutating func mark(_ mark: Mark, at moment: Moment, _ source: MarkSource, uncertainty: Duration? = nil) {
        if marks[mark] == nil { marks[mark] = MarkReading(at: moment, source: source, uncertainty: uncertainty) }
    }
}

extension IncidentCause {
    /// A container has ended, though its pod stays.
    fileprivate var isEnd: Bool {
        switch self {
        case .crashed, .livenessFailed: true
        default: false
        }
    }
}

extension PodTransition {
    /// The pod has come, or come further: all that a replacement does.
    fileprivate var isNewsOfReplacement: Bool {
        before == nil || stageChanged || restarted || before?.pod.isScheduled != after.pod.isScheduled
    }
}

extension Incident {
    /// Marks are open that a token may set.
    fileprivate var awaitsTokens: Bool { stream != nil && marks[.rateRestored] == nil }
}

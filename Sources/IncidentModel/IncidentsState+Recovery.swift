import ClusterModel
import TrafficModel

/// T7 and the end of an incident.
extension IncidentsState {
    /// So long after the replacement is ready the router is given to use it.
    static let useDelay = Duration.seconds(15)
    /// An owner that is not known to want another pod is given so long to make one.
    static let unknownOwnerDelay = Duration.seconds(120)

    /// So long after the end of a pod the router may write what broke on it.
    static let harmDelay = Duration.seconds(5)

    static let stuckAfter = Duration.seconds(300)

    /// That a pod is not made anew becomes known by time alone, where what made it cannot be read.
    mutating func noteMissedPod(_ index: Int, _ context: IncidentContext) {
        guard all[index].cause == .deleted, all[index].replacement == nil,
            let record = context.cluster.record(uid: all[index].pod.uid), record.isGone, record.pod.ordinal != nil,
            let cause = Causes(context.cluster, at: context.now).plannedChange(of: record)
        else { return }
        all[index].cause = cause
    }

    mutating func noteReplacement(_ transition: PodTransition, in index: Int, _ context: IncidentContext) {
        let (record, moment) = (transition.after, context.now)
        guard record.role == .engine, !all[index].cause.isPlanned else { return }
        forgetHealing(record, in: index)
        if all[index].replacement == nil, isReplacement(transition, for: all[index], context) {
            if record.identity != all[index].pod { replacements.insert(record.pod.uid) }
            all[index].replacement = Replacement(
                pod: record.identity, letter: record.letter, isSamePod: record.identity == all[index].pod, createdAt: moment)
        }
        noteNewHead(record, in: index, context)
        guard var replacement = all[index].replacement else { return }
        if replacement.pod == record.identity {
            if record.pod.isScheduled { replacement.scheduledAt = replacement.scheduledAt ?? moment }
            if record.stage == .starting || record.stage == .ready { replacement.startedAt = replacement.startedAt ?? moment }
        }
        if isBack(replacement, after: transition, context) {
            replacement.readyAt = replacement.readyAt ?? moment
            all[index].mark(.replacementReady, at: moment, .api)
        }
        all[index].replacement = replacement
    }

    /// It is ready, and where it is a worker, so is the head of its engine.
    private func isBack(_ replacement: Replacement, after transition: PodTransition, _ context: IncidentContext) -> Bool {
        let record = transition.after
        guard let own = replacement.pod == record.identity ? record : context.cluster.record(uid: replacement.pod.uid),
            own.identity == record.identity || context.cluster.isHead(record, of: own), own.stage == .ready
        else { return false }
        guard !replacement.isSamePod || transition.before?.stage != .ready else { return false }
        return context.cluster.hasServingHead(own)
    }

    /// An engine that loses a worker may be made anew as a whole: then it is its new head that takes its place.
    private mutating func noteNewHead(_ record: PodRecord, in index: Int, _ context: IncidentContext) {
        guard let victim = context.cluster.record(uid: all[index].pod.uid), context.cluster.isHead(record, of: victim),
            record.firstSeen >= all[index].origin + .seconds(-2), !record.isLeaving, all[index].replacement?.pod != record.identity,
            replacements.insert(record.pod.uid).inserted
        else { return }
        if let older = all[index].replacement { replacements.remove(older.pod.uid) }
        all[index].replacement = Replacement(
            pod: record.identity, letter: record.letter, isSamePod: false, createdAt: context.now)
        all[index].podMarks[.replacementReady] = nil
    }

    /// A pod that was to come back, or to take the place of another, and is taken away before it did.
    private mutating func forgetHealing(_ record: PodRecord, in index: Int) {
        guard all[index].replacement?.pod == record.identity, record.isLeaving else { return }
        guard all[index].replacement?.isSamePod == true || all[index].replacement?.readyAt == nil else { return }
        replacements.remove(record.pod.uid)
        all[index].replacement = nil
        all[index].podMarks[.replacementReady] = nil
    }

    /// The same pod, where only its container ended; else a new pod of the same owner, not yet taken by another incident.
    private func isReplacement(_ transition: PodTransition, for incident: Incident, _ context: IncidentContext) -> Bool {
        let record = transition.after
        let victim = context.cluster.record(uid: incident.pod.uid)
        let canHeal = incident.cause.canHeal && victim?.isLeaving == false
        guard record.identity != incident.pod else { return canHeal }
        guard !canHeal, record.firstSeen >= incident.origin + .seconds(-2), !record.isLeaving, let victim,
            context.cluster.isSuccessor(record, of: victim)
        else { return false }
        return !replacements.contains(record.pod.uid)
    }

    /// Its grace is long over, and it does not go: its node may be lost.
    private func isStuck(_ victim: PodRecord, _ context: IncidentContext) -> Bool {
        guard victim.stage == .terminating, let since = victim.leftAt else { return false }
        return context.now - since > .seconds(victim.deletionGracePeriod ?? 30) + Self.stuckAfter
    }

    mutating func closeIfOver(_ index: Int, _ context: IncidentContext) {
        if let kind = kindOfEnd(all[index], context) { close(index, as: kind, context) }
    }

    /// Ends an incident: what is judged is judged now, on what is known now, and never again.
    mutating func close(_ index: Int, as kind: Closure.Kind, _ context: IncidentContext) {
        let round = round(of: all[index], number: all[index].number, context, endingAs: kind)
        all[index].closure = Closure(at: context.now, kind: kind, round: round)
        openIndices.removeAll { $0 == index }
        if openIndex(on: all[index].pod) == nil { openPods.remove(all[index].pod) }
        unkept.append(index)
        if case .superseded = kind { return }
        if all[index].replacement?.isSamePod != true { overPods.insert(all[index].pod.uid) }
    }

    private mutating func kindOfEnd(_ incident: Incident, _ context: IncidentContext) -> Closure.Kind? {
        let hits = incident.impacts.compactMap { Hit($0.key, $0.value, context) }
        guard hits.allSatisfy(\.isServedAgain) else { return nil }
        let isReady = incident.podMarks[.replacementReady] != nil && (!incident.cause.isOfRouter || hasRouterSettled(at: context.now))
        guard isReady || isNotReplaced(incident, context) else { return nil }
        noteRecovery(of: incident, at: context.now)
        guard !incident.isHeld, hits.allSatisfy(\.isAnswered), isHarmKnown(incident, context), areProbesServed(incident, context)
        else { return nil }
        if isReady { return isUseSettled(incident, context) ? .recovered : nil }
        return incident.cause.isPlanned ? .plannedAndOver : .notReplaced
    }

    private mutating func noteRecovery(of incident: Incident, at moment: Moment) {
        guard incident.recoveredAt == nil, let index = openIndex(on: incident.pod) else { return }
        all[index].recoveredAt = moment
    }

    /// Who was hurt stands in lines that come behind the pod's end: of a stream that broke, of a request that went there in vain.
    private func isHarmKnown(_ incident: Incident, _ context: IncidentContext) -> Bool {
        // Where somebody watches a session of their own, its answer is waited for, and no longer.
        guard context.cluster.sources[.routerLog].isLive, !incident.sessionsOnPod.isEmpty, !incident.cause.isOfRouter, !incident.cause.isPlanned,
            incident.impacts.keys.allSatisfy(OwnSession.isProbe)
        else { return true }
        let victim = context.cluster.record(uid: incident.pod.uid)
        // What hangs on a pod that is asked to stop breaks when it ends.
        if let victim, victim.stage == .terminating, let since = victim.leftAt {
            return context.now - since > .seconds(victim.deletionGracePeriod ?? 30) + Self.breakBeforeFault
        }
        return context.now - (victim?.removedAt ?? incident.origin) >= max(Self.harmDelay, context.traffic.evidenceDelay)
    }

    /// What our probes met is known, or they have had their time.
    private func areProbesServed(_ incident: Incident, _ context: IncidentContext) -> Bool {
        guard !incident.probesOnPod.isEmpty else { return true }
        if context.now - (incident.recoveredAt ?? context.now) > Self.useDelay { return true }
        return probed(of: incident, context).allSatisfy { $0.next != .none }
    }

    /// The router uses the replacement, or will not be seen to.
    private func isUseSettled(_ incident: Incident, _ context: IncidentContext) -> Bool {
        guard let replacement = incident.replacement, replacement.discoveredAt == nil else { return true }
        guard context.traffic.tellsUse(in: context.cluster), let ready = incident.podMarks[.replacementReady]?.at else { return true }
        return context.now - ready > Self.useDelay
    }

    /// Nobody wants the pod back, or nobody is there who could.
    private func isNotReplaced(_ incident: Incident, _ context: IncidentContext) -> Bool {
        let cluster = context.cluster
        // As long as it serves nobody, people are hit, whether it is wanted or not.
        if incident.cause.isOfRouter { return false }
        guard let victim = cluster.record(uid: incident.pod.uid) else { return true }
        guard victim.isGone || victim.stage == .failed || isStuck(victim, context) else { return false }
        if incident.cause.isPlanned { return true }
        guard incident.replacement == nil else { return false }
        guard let owner = victim.pod.owner else { return true }
        if incident.isSurplus { return true }
        if let set = cluster.replicaSet(named: owner, in: victim.pod.namespace) { return set.replicas == 0 }
        if let set = cluster.statefulSet(of: victim.pod) { return set.replicas == 0 }
        let since = victim.removedAt ?? victim.leftAt ?? incident.origin
        // A replica set that was there and is not any more; of other owners nothing is known but whether they make a pod.
        return context.now - since > Self.unknownOwnerDelay
    }
}

/// A session of ours that was hit, as it is now.
private struct Hit {
    let conversation: Conversation
    let stream: StreamRecord
    let impact: Impact

    /// nil where nothing is known of it any more.
    init?(_ session: String, _ impact: Impact, _ context: IncidentContext) {
        guard let conversation = context.conversations[session: session], let stream = conversation[impact.request] else { return nil }
        self.conversation = conversation
        self.stream = stream
        self.impact = impact
    }

    /// It is served at the old pace, or has nothing more to say.
    var isServedAgain: Bool {
        impact.marks[.rateRestored] != nil || conversation.isQuiet || !stream.isOpen && !stream.outcome.isBreak
    }

    /// What became of its answer is known.
    var isAnswered: Bool {
        guard let answer = conversation.answer(of: stream), let question = answer.question?.id else { return true }
        return answer.last?.isOpen != true && conversation.pending?.purpose.continuedQuestion != question
    }
}

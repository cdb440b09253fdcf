/// T7 and the end of an incident.
extension State {
    mutating func noteReplacement(_ transition: PodTransition, in index: Int, at moment: Moment) {
        let record = transition.after
        guard record.role == .engine, !incidents.all[index].cause.isPlanned else { return }
        forgetHealing(record, in: index)
        if incidents.all[index].replacement == nil, isReplacement(transition, for: incidents.all[index]) {
            incidents.all[index].replacement = Replacement(
                pod: record.identity, letter: record.letter, createdAt: moment)
        }
        guard var replacement = incidents.all[index].replacement, replacement.pod == record.identity else { return }
        let restarts = record.identity == incidents.all[index].pod
        if record.pod.isScheduled { replacement.scheduledAt = replacement.scheduledAt ?? moment }
        if record.stage == .starting || record.stage == .ready { replacement.startedAt = replacement.startedAt ?? moment }
        if record.stage == .ready, !restarts || transition.before?.stage != .ready {
            replacement.readyAt = replacement.readyAt ?? moment
            incidents.all[index].mark(.replacementReady, at: moment, .api)
        }
        incidents.all[index].replacement = replacement
    }

    /// A pod that was to come back, and is taken away before it did: another one takes its place.
    private mutating func forgetHealing(_ record: PodRecord, in index: Int) {
        let incident = incidents.all[index]
        guard record.identity == incident.pod, incident.replacement?.pod == incident.pod, record.isLeaving else { return }
        incidents.all[index].replacement = nil
        incidents.all[index].marks[.replacementReady] = nil
    }

    /// The same pod, where it only crashed; else a new pod of the same owner, not yet taken by another incident.
    private func isReplacement(_ transition: PodTransition, for incident: Incident) -> Bool {
        let record = transition.after
        let victim = cluster.record(uid: incident.pod.uid)
        let canHeal = incident.cause.canHeal && victim?.isLeaving == false
        guard record.identity != incident.pod else { return canHeal }
        guard !canHeal, record.firstSeen >= incident.origin + .seconds(-2), !record.isGone,
            record.pod.owner == victim?.pod.owner
        else { return false }
        return !incidents.all.contains { $0.replacement?.pod == record.identity }
    }

    /// Nobody wants the pod back.
    private func isNotReplaced(_ incident: Incident) -> Bool {
        guard let victim = cluster.record(uid: incident.pod.uid), victim.isGone else { return false }
        return incident.cause.isPlanned || incident.isSurplus && incident.replacement == nil
    }

    mutating func closeIfRecovered(_ index: Int, at moment: Moment) {
        let incident = incidents.all[index]
        guard incident.marks[.replacementReady] != nil || isNotReplaced(incident) else { return }
        if let id = incident.stream, let stream = streams[id] {
            let isBack = incident.marks[.rateRestored] != nil
            guard isBack || streams.isQuiet || !stream.isOpen && !stream.outcome.isBreak else { return }
        }
        incidents.all[index].closedAt = moment
    }
}

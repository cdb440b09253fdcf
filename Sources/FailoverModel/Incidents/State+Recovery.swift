/// T7 and the end of an incident.
extension State {
    mutating func noteReplacement(_ transition: PodTransition, in index: Int, at moment: Moment) {
        let record = transition.after
        guard record.role == .engine else { return }
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

    /// A new pod of the same owner, not yet taken by another incident; or the same pod, where it only crashed.
    private func isReplacement(_ transition: PodTransition, for incident: Incident) -> Bool {
        let record = transition.after
        switch incident.cause {
        case .crashed, .unready:
            return record.identity == incident.pod && !record.isGone
        case .killedHere, .deleted, .evicted:
            guard record.identity != incident.pod, record.firstSeen >= incident.origin + .seconds(-2), !record.isGone,
                record.pod.owner == cluster.record(uid: incident.pod.uid)?.pod.owner
            else { return false }
            return !incidents.all.contains { $0.replacement?.pod == record.identity }
        }
    }

    mutating func closeIfRecovered(_ index: Int, at moment: Moment) {
        guard incidents.all[index].marks[.replacementReady] != nil else { return }
        let incident = incidents.all[index]
        if let id = incident.stream, let stream = streams[id] {
            let isBack = incident.marks[.rateRestored] != nil
            guard isBack || streams.isQuiet || !stream.isOpen && !stream.outcome.isBreak else { return }
        }
        incidents.all[index].closedAt = moment
    }
}

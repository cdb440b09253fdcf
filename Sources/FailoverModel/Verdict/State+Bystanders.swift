/// Sessions besides the watched one: who was where, and who is where now.
extension State {
    /// By the test's own probes where there are some, else by what the router's log tells of other users.
    public func bystanders(of incident: Incident) -> Bystanders {
        if testedIncident?.number == incident.number, !test.trial.before.isEmpty { return probedBystanders(of: incident) }
        if let counted = incident.bystanders { return counted }
        var count = Bystanders(elsewhere: incident.sessionsElsewhere.count, onPod: incident.sessionsOnPod.count)
        for session in incident.sessionsElsewhere {
            guard let record = sessions[session], let moved = record.movedAt, moved >= incident.origin else { continue }
            if hasCome(record.route?.pod, since: incident) { count.rebalanced += 1 } else { count.moved += 1 }
        }
        count.stayed = count.elsewhere - count.moved - count.rebalanced
        count.rescued = incident.sessionsOnPod.count { sessions[$0]?.movedAt.map { $0 >= incident.origin } ?? false }
        return count
    }

    /// The pod was first seen after the fault.
    private func hasCome(_ pod: PodIdentity?, since incident: Incident) -> Bool {
        guard let record = pod.flatMap({ cluster.record(uid: $0.uid) }) else { return false }
        return record.firstSeen >= incident.origin + .seconds(-2)
    }

    private func probedBystanders(of incident: Incident) -> Bystanders {
        var count = Bystanders()
        for (session, first) in test.trial.before {
            guard let before = streams[first], let from = before.routes.last?.pod else { continue }
            let wasOnPod = from == incident.pod
            if wasOnPod { count.onPod += 1 } else { count.elsewhere += 1 }
            guard let after = test.trial.after[session].flatMap({ streams[$0] }), after.endedAt != nil else { continue }
            guard after.outcome.isComplete else {
                count.failed += 1
                continue
            }
            guard let to = after.routes.last?.pod else { continue }
            switch (wasOnPod, to == from) {
            case (true, false): count.rescued += 1
            case (false, true): count.stayed += 1
            case (false, false): if hasCome(to, since: incident) { count.rebalanced += 1 } else { count.moved += 1 }
            case (true, true): break
            }
        }
        return count
    }
}

extension Bystanders {
    /// nil where there are none.
    func sentence(letter: String) -> String? {
        guard elsewhere + onPod > 0 else { return nil }
        var text = "\(stayed) of \(elsewhere) sessions elsewhere stayed"
        if rebalanced > 0 { text += ", \(rebalanced) went to the new pod" }
        if onPod > 0 { text += ", \(rescued) of \(onPod) on \(letter) moved" }
        if failed > 0 { text += ", \(failed) failed" }
        return text
    }
}

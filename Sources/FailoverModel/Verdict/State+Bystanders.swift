/// Sessions besides the watched one: who was where, and who is where now.
extension State {
    /// By the test's own probes where there are some, else by what the router's log tells of other users.
    public func bystanders(of incident: Incident) -> Bystanders {
        if testedIncident?.number == incident.number, !test.trial.before.isEmpty { return probedBystanders(of: incident) }
        var count = Bystanders(elsewhere: incident.sessionsElsewhere.count, onPod: incident.sessionsOnPod.count)
        count.moved = incident.sessionsElsewhere.count { hasMoved($0, since: incident.origin) }
        count.stayed = count.elsewhere - count.moved
        count.rescued = incident.sessionsOnPod.count { hasMoved($0, since: incident.origin) }
        return count
    }

    private func hasMoved(_ session: String, since moment: Moment) -> Bool {
        sessions[session]?.movedAt.map { $0 >= moment } ?? false
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
            case (false, false): count.moved += 1
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
        if onPod > 0 { text += ", \(rescued) of \(onPod) on \(letter) moved" }
        if failed > 0 { text += ", \(failed) failed" }
        return text
    }
}

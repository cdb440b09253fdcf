import ClusterModel

/// What the objects and events say that an incident rests on.
extension Causes {
    func evidence(of incident: Incident, _ record: PodRecord) -> [Evidence] {
        podEvidence(incident, record) + ownerEvidence(incident, record) + nodeEvidence(incident, record)
            + eventEvidence(incident, record)
    }

    private func podEvidence(_ incident: Incident, _ record: PodRecord) -> [Evidence] {
        let object = "pod/\(record.pod.name)"
        var found: [Evidence] = []
        for container in record.pod.initContainers + record.pod.containers {
            var end = container.lastTermination
            if case .terminated(let now) = container.state { end = now }
            guard let end, isOfNow(end, incident) else { continue }
            found.append(
                Evidence(
                    object, "\(container.name) terminated", "\(end.reason ?? "exit"), exit code \(end.exitCode)", at: end.finishedAt))
            if let words = end.lastLine { found.append(Evidence(object, "\(container.name) last words", words)) }
            found.append(Evidence(object, "\(container.name) restartCount", "\(container.restarts)"))
        }
        if let reason = record.pod.reason { found.append(Evidence(object, "status.reason", reason)) }
        if let disruption = record.pod.disruption {
            found.append(Evidence(object, "DisruptionTarget", "\(disruption.reason): \(disruption.message)"))
        }
        if record.pod.isTerminating || record.isGone {
            let grace = record.deletionGracePeriod.map { "grace \($0) s" } ?? "set"
            found.append(Evidence(object, "deletionTimestamp", grace, at: record.leftAt.map { cluster.clusterClock(at: $0) }))
        }
        return found
    }

    /// Not the end of an earlier run.
    private func isOfNow(_ end: Termination, _ incident: Incident) -> Bool {
        guard let finished = end.finishedAt else { return true }
        return finished >= cluster.clusterClock(at: incident.origin) - Self.causeWindow
    }

    private func ownerEvidence(_ incident: Incident, _ record: PodRecord) -> [Evidence] {
        guard record.isLeaving, let owner = record.pod.owner else { return [] }
        if case .ownerDeleted(let object) = incident.cause { return [Evidence(object, "deleted", "with its pods")] }
        if let set = cluster.statefulSet(of: record.pod) {
            let wanted = Evidence("statefulset/\(set.name)", "spec.replicas", "\(set.replicas)")
            guard case .rolledOut(let new) = incident.cause else { return [wanted] }
            return [wanted, Evidence("statefulset/\(set.name)", "status.updateRevision", new)]
        }
        guard let set = cluster.replicaSet(named: owner, in: record.pod.namespace) else { return [] }
        let revision = set.revision.map { " of revision \($0)" } ?? ""
        let wanted = Evidence("replicaset/\(set.name)", "spec.replicas", "\(set.replicas)\(revision)")
        guard case .rolledOut(let new) = incident.cause, let deployment = set.owner else { return [wanted] }
        return [wanted, Evidence("deployment/\(deployment)", "revision", new)]
    }

    private func nodeEvidence(_ incident: Incident, _ record: PodRecord) -> [Evidence] {
        guard let node = cluster.node(of: record) else { return [] }
        var found: [Evidence] = []
        if node.isCordoned { found.append(Evidence("node/\(node.name)", "spec.unschedulable", "true")) }
        if !node.isReady { found.append(Evidence("node/\(node.name)", "Ready", node.problem ?? "not True")) }
        return found
    }

    private static let tellingReasons: Set<String> = [
        "Unhealthy", "Killing", "Preempted", "Evicted", "NodeNotReady", "TaintManagerEviction", "BackOff", "OOMKilling",
    ]

    private func eventEvidence(_ incident: Incident, _ record: PodRecord) -> [Evidence] {
        let telling = cluster.events.filter { event in
            let isAboutPod = event.objectUID == record.pod.uid && Self.tellingReasons.contains(event.reason)
            let isDeletion = event.reason == "SuccessfulDelete" && event.message.split(separator: " ").contains { $0 == record.pod.name }
            return (isAboutPod || isDeletion) && isRecent(event, incident.origin)
        }
        return telling.suffix(5).map {
            Evidence("event/\($0.objectName)", $0.reason, $0.message, at: $0.lastSeen)
        }
    }
}

extension Termination {
    /// Of what the container left behind, the last line that says something.
    package var lastLine: String? {
        message?.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } }.map { String($0.prefix(300)) }
    }
}

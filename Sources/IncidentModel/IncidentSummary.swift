import ClusterModel
import TrafficModel

extension IncidentsState {
    /// An incident in one line, to paste into a chat or a ticket. Says nothing that is not known.
    package func summary(of incident: Incident, at now: Moment, cluster: ClusterState, traffic: TrafficState) -> String {
        var parts = ["\(incident.cause.isPlanned ? "planned change" : "incident") \(incident.number)"]
        parts.append(UTCTime(cluster.wallClock(at: incident.origin)).text)
        if let identity = cluster.identity { parts.append("\(identity.context)/\(identity.namespace)") }
        parts.append("\(incident.pod.name) \(incident.cause.predicate)")
        if let gap = incident.detectionGap { parts.append("detection \(gap.inWords)") }
        if let gap = incident.serviceGap { parts.append("service gap \(gap.inWords)") }
        if let gap = incident.capacityGap { parts.append("capacity gap \(gap.inWords)") }
        let failed = failedCount(after: incident, at: now, cluster: cluster, traffic: traffic)
        if failed > 0 { parts.append("\(failed.inWords("request")) of ours failed") }
        if let hurt = otherSessions(of: incident, at: now, cluster: cluster, traffic: traffic).hurt { parts.append(hurt) }
        parts.append(ending(incident, at: now))
        return parts.joined(separator: " · ")
    }

    /// How many requests of ours failed after a fault.
    package func failedCount(after incident: Incident, at now: Moment, cluster: ClusterState, traffic: TrafficState) -> Int {
        incident.closure?.round.failedRequests
            ?? failedRequests(after: incident, IncidentContext(now: now, cluster: cluster, traffic: traffic)).count
    }

    private func ending(_ incident: Incident, at now: Moment) -> String {
        func after(_ moment: Moment) -> String { (moment - incident.origin).inWords }
        guard let closure = incident.closure else {
            guard let recovered = incident.recoveredAt else { return "open for \(after(now))" }
            return "recovered after \(after(recovered))"
        }
        return switch closure.kind {
        case .recovered: "recovered after \(after(incident.recoveredAt ?? closure.at))"
        case .plannedAndOver: "over after \(after(incident.recoveredAt ?? closure.at))"
        case .notReplaced: "not replaced, closed after \(after(closure.at))"
        case .superseded(let newer): "superseded by incident \(newer), a kill, after \(after(closure.at))"
        }
    }
}

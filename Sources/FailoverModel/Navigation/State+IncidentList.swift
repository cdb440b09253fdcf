import IncidentModel

/// The list of incidents, and the line to paste.
extension State {
    mutating func listIncidents() {
        guard !incidents.all.isEmpty || !pastIncidents.isEmpty else { return notice("no incident yet") }
        navigation.dialog = .incidents(index: navigation.incident ?? incidents.all.count - 1)
    }

    /// Those of earlier runs in the place that is looked at, newest first.
    package var pastIncidents: [PastIncident] {
        guard let place = cluster.identity else { return [] }
        return navigation.past.filter { $0.context == place.context && $0.namespace == place.namespace && $0.isEmbedded == place.isEmbedded }
    }

    /// The newest is on top: down is back in time, beyond 0 into earlier runs.
    mutating func walkIncidents(_ index: Int, _ action: Action) -> [Command] {
        let (last, past) = (incidents.all.count - 1, pastIncidents)
        let chosen = max(-past.count, min(index, last))
        let earlier = chosen < 0 ? past[-chosen - 1] : nil
        switch action {
        case .move(let motion): navigation.dialog = .incidents(index: max(-past.count, last - motion.moved(last - chosen)))
        case .confirm where earlier != nil:
            navigation.dialog = nil
            notice(earlier?.summary ?? "")
        case .copy where earlier != nil:
            navigation.dialog = nil
            return copy(earlier?.summary ?? "")
        case .confirm:
            navigation.dialog = nil
            navigation.incident = chosen == last ? nil : chosen
            navigation.focus = .failover
            navigation.scroll[.failover] = 0
        case .copy:
            navigation.dialog = nil
            return copy(incidents.all[chosen])
        case .dismiss, .incidents: navigation.dialog = nil
        default: break
        }
        return []
    }

    mutating func copyShownIncident() -> [Command] {
        guard let incident = shownIncident else {
            error("no incident to copy")
            return []
        }
        return copy(incident)
    }

    private mutating func copy(_ incident: Incident) -> [Command] { copy(summary(of: incident)) }

    private mutating func copy(_ line: String) -> [Command] {
        notice("copied: \(line)")
        return [.copy(line)]
    }
}

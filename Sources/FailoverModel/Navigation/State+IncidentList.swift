import IncidentModel

/// The list of incidents, and the line to paste.
extension State {
    mutating func listIncidents() {
        guard !incidents.all.isEmpty else { return notice("no incident yet") }
        navigation.dialog = .incidents(index: navigation.incident ?? incidents.all.count - 1)
    }

    /// The newest is on top: down is back in time.
    mutating func walkIncidents(_ index: Int, _ action: Action) -> [Command] {
        let last = incidents.all.count - 1
        let chosen = max(0, min(index, last))
        switch action {
        case .move(let motion): navigation.dialog = .incidents(index: min(last, motion.reversed.moved(chosen)))
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

    private mutating func copy(_ incident: Incident) -> [Command] {
        let line = summary(of: incident)
        notice("copied: \(line)")
        return [.copy(line)]
    }
}

/// Tells of incidents that opened and closed, and ends a board that only waits for one.
extension State {
    /// A cause is often told better a moment later: a deletion turns out to be a scale-down.
    static let announcementDelay = Duration.seconds(1)

    mutating func announceIncidents(_ event: Event) -> [Command] {
        guard event.fact == .ticked else { return [] }
        var commands: [Command] = []
        for index in incidents.all.indices where incidents.all[index].told != .closing {
            let incident = incidents.all[index]
            if incident.told == .nothing, !incident.isOpen || now - incident.openedAt >= Self.announcementDelay {
                incidents.all[index].told = .opening
                commands.append(.announce(announcement(.opened, incident)))
            }
            if !incident.isOpen {
                incidents.all[index].told = .closing
                commands.append(.announce(announcement(.closed, incident)))
            }
        }
        return isDoneWaiting ? commands + [.quit] : commands
    }

    private func announcement(_ happening: IncidentAnnouncement.Happening, _ incident: Incident) -> IncidentAnnouncement {
        IncidentAnnouncement(
            event: happening, context: cluster.identity?.context, namespace: cluster.identity?.namespace,
            incident: BoardReport.IncidentLine(incident, in: self))
    }

    /// The fault that a board waits for: the first that is over, and no planned change.
    public var awaitedIncident: Incident? { incidents.all.first { !$0.isOpen && !$0.cause.isPlanned && $0.supersededBy == nil } }

    private var isDoneWaiting: Bool {
        guard let wait = settings.wait else { return false }
        return awaitedIncident != nil || wait.timeout.map { now >= Moment($0) } == true
    }
}

/// A board that ends when an incident has opened and recovered.
public struct IncidentWait: Sendable, Equatable, Codable {
    public var timeout: Duration?

    public init(timeout: Duration? = nil) {
        self.timeout = timeout
    }
}

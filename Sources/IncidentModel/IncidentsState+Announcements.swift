import ClusterModel
import TrafficModel

/// Tells of incidents that opened and closed.
extension IncidentsState {
    /// A cause is often told better a moment later: a deletion turns out to be a scale-down.
    package static let announcementDelay = Duration.seconds(1)

    /// Where a thousand come at once, keys do not wait for all of them to be told.
    private static let announcementsAtOnce = 100

    mutating func announce(_ context: IncidentContext) -> [IncidentIntent] {
        var intents: [IncidentIntent] = []
        // Whatever is older than the oldest of which not all is announced has been announced.
        while unannounced < all.count, all[unannounced].announced == .closing { unannounced += 1 }
        for index in all.indices[unannounced...] where all[index].announced != .closing && intents.count < Self.announcementsAtOnce {
            let incident = all[index]
            if incident.announced == .nothing, !incident.isOpen || context.now - incident.openedAt >= Self.announcementDelay {
                all[index].announced = .opening
                intents.append(.announce(announcement(.opened, incident, context)))
            }
            if !incident.isOpen {
                all[index].announced = .closing
                intents.append(.announce(announcement(.closed, incident, context)))
            }
        }
        return intents
    }

    private func announcement(
        _ happening: IncidentAnnouncement.Happening, _ incident: Incident, _ context: IncidentContext
    ) -> IncidentAnnouncement {
        IncidentAnnouncement(
            event: happening, context: context.cluster.identity?.context, namespace: context.cluster.identity?.namespace,
            incident: line(of: incident, at: context.now, cluster: context.cluster, traffic: context.traffic))
    }

    /// Somebody still collects evidence of the incident on the pod, or does not any more: it stays open meanwhile.
    package mutating func hold(_ pod: PodIdentity, _ isHeld: Bool) {
        if let index = openIndex(on: pod) { all[index].isHeld = isHeld }
    }
}

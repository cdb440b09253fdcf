import ClusterModel
import FailoverModel
import Foundation
import Journal

/// What earlier runs kept, for the list of incidents on the board.
enum PastIncidents {
    private static let span = Duration.seconds(30 * 86_400)
    /// Of those that happened last.
    private static let limit = 500

    /// A history that cannot be read is none: `failtop history` says why.
    static func read(_ file: HistoryFile?, _ tell: @Sendable ([PastIncident]) -> Void) async {
        guard let file, !file.isMissing else { return }
        let from = UTCTime(Date().timeIntervalSince1970 - span.seconds).text
        guard let (entries, _) = try? await file.read(since: from) else { return }
        let past = entries.suffix(limit).reversed().map(PastIncident.init)
        if !past.isEmpty { tell(past) }
    }
}

extension PastIncident {
    fileprivate init(_ entry: HistoryEntry) {
        let incident = entry.incident
        self.init(
            context: entry.context, namespace: entry.namespace, isEmbedded: entry.embedded, openedAt: incident.openedAt, pod: incident.pod, isPlanned: incident.planned,
            cause: incident.cause, summary: incident.summary)
        ending = incident.ending
        (detectionGap, serviceGap, capacityGap) = (incident.detectionGap, incident.serviceGap, incident.capacityGap)
    }
}

import ClusterModel
import TrafficModel

/// A closed incident, as the history keeps it: what was found, where, and what ran in the engine.
package struct IncidentRecord: Sendable, Equatable, Codable {
    /// Of this format.
    package var schema = 1
    package var context: String?
    package var namespace: String?
    /// The world was the embedded cluster: its incidents say nothing of a real one.
    package var embedded = false
    /// Of the container that served.
    package var image: String?
    package var incident: IncidentLine

    package init(
        context: String?, namespace: String?, embedded: Bool = false, image: String?, incident: IncidentLine
    ) {
        self.context = context
        self.namespace = namespace
        self.embedded = embedded
        self.image = image
        self.incident = incident
    }

    private static let mostEvidence = 20
    private static let longestText = 400

    /// With all text from outside made clean by `clean`, and nothing longer than a line can hold.
    package func bounded(_ clean: (String) -> String) -> IncidentRecord {
        func text(_ text: String) -> String { clean(String(text.prefix(Self.longestText))) }
        var record = self
        record.context = context.map(text)
        record.namespace = namespace.map(text)
        record.image = image.map(text)
        record.incident.pod = text(incident.pod)
        record.incident.uid = text(incident.uid)
        record.incident.detail = text(incident.detail)
        record.incident.summary = text(incident.summary)
        record.incident.results = incident.results.map { result in
            var result = result
            result.detail = text(result.detail)
            return result
        }
        record.incident.evidence = incident.evidence.prefix(Self.mostEvidence).map {
            Evidence(text($0.object), text($0.field), text($0.value), at: $0.at)
        }
        return record
    }
}

extension IncidentsState {
    /// Where a thousand close at once, keys do not wait for all of them.
    private static let keptAtOnce = 100

    /// What has closed since this was asked last, to be kept.
    mutating func takeClosed(_ context: IncidentContext) -> [IncidentIntent] {
        let taken = unkept.prefix(Self.keptAtOnce)
        unkept.removeFirst(taken.count)
        return taken.map { index in
            let (incident, place) = (all[index], context.cluster.identity)
            return .keep(
                IncidentRecord(
                    context: place?.context, namespace: place?.namespace, embedded: place?.isEmbedded ?? false,
                    image: context.cluster.record(uid: incident.pod.uid)?.pod.servingContainer?.image,
                    incident: line(of: incident, at: context.now, cluster: context.cluster, traffic: context.traffic)))
        }
    }
}

import ClusterModel

/// `Event` of core/v1.
struct WireClusterEvent: WireObject {
    struct Reference: Decodable, Sendable {
        var kind: String?
        var name: String?
        var uid: String?
    }
    struct Series: Decodable, Sendable {
        var count: Int?
        var lastObservedTime: String?
    }

    var metadata: WireMetadata?
    var involvedObject: Reference?
    var type: String?
    var reason: String?
    var message: String?
    var count: Int?
    var lastTimestamp: String?
    var eventTime: String?
    var series: Series?

    var model: ClusterEvent? {
        guard let metadata, let uid = metadata.uid else { return nil }
        // Old and new reporters use different fields for the same.
        let times = [lastTimestamp, series?.lastObservedTime, eventTime, metadata.creationTimestamp]
        return ClusterEvent(
            uid: uid, type: type ?? "Normal", reason: reason ?? "", message: KeyFlags.redacted(message ?? ""),
            objectKind: involvedObject?.kind ?? "", objectName: involvedObject?.name ?? "",
            objectUID: involvedObject?.uid, count: max(count ?? 1, series?.count ?? 1),
            lastSeen: times.compactMap { $0.flatMap(Timestamp.parse) }.first)
    }
}

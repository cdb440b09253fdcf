import ClusterModel
import OrderedCollections

/// What a gateway's access log tells of other people's requests. The last line of an id counts.
package struct GatewayLog: Sendable, Equatable {
    struct Hit: Sendable, Equatable {
        var end: ServedRequest.End
        var pod: PodIdentity?
        var at: Moment
    }

    /// So many failed requests are remembered.
    private static let limit = 4_096

    /// Lines of an access log have come.
    package private(set) var isThere = false
    /// Some are of the end of a request: others tell of no break.
    package private(set) var tellsEnds = false
    /// Which of the captured values is the session, as lines of our own requests show.
    var sessionPlace: Int?
    private var hits: OrderedDictionary<String, Hit> = [:]

    package init() {}

    mutating func noteLine(isOver: Bool) {
        isThere = true
        if isOver { tellsEnds = true }
    }

    mutating func note(_ hit: Hit?, of request: String) {
        guard let hit else {
            hits[request] = nil
            return
        }
        hits[request] = hit
        if hits.count > Self.limit { hits.removeFirst(Self.limit / 2) }
    }

    /// Requests that were cut, or sent in vain, while a fault was on. Whom the gateway had no engine for counts for every pod.
    /// nil where it may be one more: the engine of some such request is not known.
    package func count(_ ends: Set<ServedRequest.End>, on pod: PodIdentity, since: Moment) -> Int? {
        let those = hits.values.filter { $0.at >= since && ends.contains($0.end) }
        guard those.allSatisfy({ $0.pod != nil || $0.end == .noneLeft }) else { return nil }
        return those.count { $0.pod == pod || $0.pod == nil }
    }
}

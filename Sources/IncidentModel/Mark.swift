import ClusterModel

/// The marks of an incident.
package enum Mark: Int, Sendable, Hashable, Codable, CaseIterable {
    /// The kill was accepted, or the first evidence of a fault that nobody here caused.
    case faultAccepted
    /// deletionTimestamp seen, or container terminated.
    case terminating
    /// Last token from the old pod.
    case lastToken
    /// The client sees the break.
    case breakSeen
    /// The router stops using the pod.
    case routerDropped
    /// First token from the new pod.
    case firstToken
    /// Inter-token latency back within 1.2× of before.
    case rateRestored
    /// The replacement is Ready.
    case replacementReady

    /// `T0` … `T7`.
    package var name: String { "T\(rawValue)" }
}

/// When a mark was, and who says so.
package struct MarkReading: Sendable, Equatable, Codable {
    package var at: Moment
    package var source: MarkSource
    /// Where the source only polls: the mark was at most this long before `at`.
    package var uncertainty: Duration? = nil

    package init(at: Moment, source: MarkSource, uncertainty: Duration? = nil) {
        self.at = at
        self.source = source
        self.uncertainty = uncertainty
    }
}

package enum MarkSource: String, Sendable, Codable {
    case api, router, stream, probe
}

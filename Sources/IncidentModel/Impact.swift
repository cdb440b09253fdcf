import ClusterModel
import TrafficModel

/// What a fault did to a session of ours.
package struct Impact: Sendable, Equatable {
    /// The request that the pod served when the fault came.
    package let request: RequestID
    /// T2, T3, T5 and T6: what its streams show.
    package internal(set) var marks: [Mark: MarkReading] = [:]
    /// The median inter-token latency before the fault.
    package internal(set) var gapBefore: Duration? = nil
    /// The pod that served the session next.
    package internal(set) var successor: PodIdentity? = nil

    init(request: RequestID) { self.request = request }

    /// T3 − T2: how long the client did not know.
    package var detectionGap: Duration? { marks.gap(.lastToken, .breakSeen) }
    /// T5 − T2: how long the session got no token.
    package var serviceGap: Duration? { marks.gap(.lastToken, .firstToken) }
}

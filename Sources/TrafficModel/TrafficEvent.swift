import ClusterModel

/// The facts that bear on requests.
package enum TrafficEvent: Sendable, Equatable {
    case kubernetes(KubernetesFact)
    case router(RouterFact)
    case stream(StreamFact)
    /// Time has passed; nothing else happened.
    case ticked
}

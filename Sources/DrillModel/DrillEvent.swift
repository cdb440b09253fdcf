import ClusterModel

/// The facts that bear on a test beside the state of the others.
package enum DrillEvent: Sendable, Equatable {
    case started
    case interrupted
    case killRefused(KillOrder, KillRefusal)
    /// Anything else happened, or time has passed.
    case other
}

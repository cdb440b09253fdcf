import ClusterModel
import TrafficModel

/// What a test wants done.
package enum DrillIntent: Sendable, Equatable {
    case ask(Inquiry)
    /// Drop what the session waits to send, and end what is open.
    case giveUp(session: String)
    case kill(KillOrder)
    /// Keep the incident on the pod open, or do so no longer: its evidence is still collected.
    case hold(PodIdentity, Bool)
    case finished
}

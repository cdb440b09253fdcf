import TrafficModel

/// What the probes want done.
package enum ProbeIntent: Sendable, Equatable {
    case ask(Inquiry)
    /// Ends what the session has under way.
    case cancel(session: String)
}

/// All incidents of the run.
public struct IncidentsState: Sendable, Equatable {
    /// Oldest first.
    public var all: [Incident] = []
    /// Kills sent whose effect has not been seen, by pod uid.
    public var pendingKills: [String: PendingKill] = [:]

    /// When the router's log said that it dropped a pod, by name.
    var recentDrops: [String: Moment] = [:]

    public init() {}

    public var open: [Incident] { all.filter(\.isOpen) }
}

/// A kill on its way.
public struct PendingKill: Sendable, Equatable {
    public var order: KillOrder
    public var sentAt: Moment

    public init(order: KillOrder, sentAt: Moment) {
        self.order = order
        self.sentAt = sentAt
    }
}

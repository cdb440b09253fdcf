import ClusterModel
import IncidentModel
import TrafficModel

/// What carries commands out: the clients, as closures, so that this room needs to know none of them.
///
/// Each runs in a task of its own, posts what it sees, and ends early when it is cancelled.
package struct CommandHandlers: Sendable {
    package var kill: @Sendable (KillOrder, Mailbox) async -> Void
    package var previewKill: @Sendable (KillOrder, Mailbox) async -> Void
    /// Bounded: the board's end waits for it.
    package var announce: @Sendable (IncidentAnnouncement, Mailbox) async -> Void
    /// Writes a closed incident into the history.
    package var keep: @Sendable (IncidentRecord) async -> Void
    package var makeFault: @Sendable (FaultOrder, Mailbox) async -> Void
    package var send: @Sendable (StreamRequest, Mailbox) async -> Void
    /// Polls the router until it is cancelled.
    package var connectRouter: @Sendable (RouterEndpoint, RouterDialect?, Mailbox) async -> Void
    /// Keeps a port-forward until it is cancelled.
    package var forwardPort: @Sendable (ForwardTarget, Mailbox) async -> Void
    /// Follows the log until the pod is gone or it is cancelled.
    package var followLog: @Sendable (LogTarget, Mailbox) async -> Void
    /// Reads a pod's own metrics until it is cancelled.
    package var readMetrics: @Sendable (MetricsTarget, Mailbox) async -> Void
    /// Reads the end of a container's log once; bounded.
    package var readPodLog: @Sendable (PodLogRequest, Mailbox) async -> Void
    /// Says which pods are wanted; returns at once.
    package var selectPods: @Sendable ([String]) -> Void

    package init(
        kill: @escaping @Sendable (KillOrder, Mailbox) async -> Void,
        previewKill: @escaping @Sendable (KillOrder, Mailbox) async -> Void = { _, _ in },
        announce: @escaping @Sendable (IncidentAnnouncement, Mailbox) async -> Void = { _, _ in },
        keep: @escaping @Sendable (IncidentRecord) async -> Void = { _ in },
        makeFault: @escaping @Sendable (FaultOrder, Mailbox) async -> Void = { _, _ in },
        send: @escaping @Sendable (StreamRequest, Mailbox) async -> Void,
        connectRouter: @escaping @Sendable (RouterEndpoint, RouterDialect?, Mailbox) async -> Void,
        forwardPort: @escaping @Sendable (ForwardTarget, Mailbox) async -> Void = { _, _ in },
        followLog: @escaping @Sendable (LogTarget, Mailbox) async -> Void,
        readMetrics: @escaping @Sendable (MetricsTarget, Mailbox) async -> Void = { _, _ in },
        readPodLog: @escaping @Sendable (PodLogRequest, Mailbox) async -> Void = { _, _ in },
        selectPods: @escaping @Sendable ([String]) -> Void = { _ in }
    ) {
        self.kill = kill
        self.previewKill = previewKill
        self.announce = announce
        self.keep = keep
        self.makeFault = makeFault
        self.send = send
        self.connectRouter = connectRouter
        self.forwardPort = forwardPort
        self.followLog = followLog
        self.readMetrics = readMetrics
        self.readPodLog = readPodLog
        self.selectPods = selectPods
    }

    /// Does nothing: for replays and tests of the loop.
    package static let none = CommandHandlers(
        kill: { _, _ in }, send: { _, _ in }, connectRouter: { _, _, _ in }, followLog: { _, _ in })
}

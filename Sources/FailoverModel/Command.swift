import ClusterModel
import IncidentModel
import TrafficModel

/// Something that should happen. A plain value: the runner carries it out and its result comes back as events.
package enum Command: Sendable, Equatable {
    /// Delete or evict a pod, bound to the uid that was shown.
    case kill(KillOrder)
    /// Make a pod of the embedded cluster go wrong.
    case makeFault(FaultOrder)
    case send(StreamRequest)
    case cancel(RequestID)
    /// Poll this router from now on, in place of any other, in the way of its dialect.
    case connectRouter(RouterEndpoint, RouterDialect? = nil)
    /// Ask no router until the next `connectRouter`.
    case disconnectRouter
    /// Keep a port-forward to this service from now on, in place of any other.
    case forwardPort(ForwardTarget)
    /// Read the own metrics of exactly these pods; others are let go.
    case readMetrics([MetricsTarget])
    /// Follow the logs of exactly these pods; others are let go.
    case followLogs([LogTarget])
    /// Ask the API server what it would do with a kill.
    case previewKill(KillOrder)
    /// Read the end of a container's log once, in place of an earlier question that was not answered.
    case readPodLog(PodLogRequest)
    /// Tell those who do not look at the board.
    case announce(IncidentAnnouncement)
    /// Write a closed incident into the history.
    case keep(IncidentRecord)
    /// Put a line into the terminal's clipboard.
    case copy(String)
    /// Where a namespace has too many pods to hold, hold those that any of these label selectors matches.
    case selectPods([String])
    /// Show another moment of this run than the present, or the present again.
    case movePlayback(PlaybackMove)
    /// Show a recording in place of the run.
    case fallBack
    case redraw
    case suspend
    case quit
}

/// Something that should happen. A plain value: the runner carries it out and its result comes back as events.
public enum Command: Sendable, Equatable {
    /// Delete or evict a pod, bound to the uid that was shown.
    case kill(KillOrder)
    case send(StreamRequest)
    case cancel(RequestID)
    /// Poll this router from now on, in place of any other.
    case connectRouter(RouterEndpoint)
    /// Follow the logs of exactly these router pods; others are let go.
    case followLogs([LogTarget])
    /// Where a namespace has too many pods to hold, hold those that any of these label selectors matches.
    case selectPods([String])
    case redraw
    case suspend
    case quit
}

/// A container whose log is to be followed.
public struct LogTarget: Sendable, Hashable, Codable {
    public var namespace: String
    public var pod: PodIdentity
    /// nil: the pod's only container.
    public var container: String?

    public init(namespace: String, pod: PodIdentity, container: String?) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
    }
}

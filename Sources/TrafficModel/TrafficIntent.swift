import ClusterModel

/// What the traffic's part wants done, by its clients or by the cluster's part.
package enum TrafficIntent: Sendable, Equatable {
    case send(StreamRequest)
    case cancel(RequestID)
    /// Poll this router from now on, in place of any other, in the way of its dialect.
    case connectRouter(RouterEndpoint, RouterDialect?)
    /// Ask no router until the next `connectRouter`.
    case disconnectRouter
    /// Keep a port-forward to this service from now on, in place of any other.
    case forwardPort(ForwardTarget)
    /// Read the own metrics of exactly these pods; others are let go.
    case readMetrics([MetricsTarget])
    /// Follow the logs of exactly these pods; others are let go.
    case followLogs([LogTarget])
    /// Pods with these labels are the routers.
    case assignRouters(selector: [String: String])
    /// The router lists these pods as its workers.
    case assignEngines([PodIdentity])
    /// An engine says that it is asleep, or awake.
    case sleeps(PodIdentity, Bool)
    /// A source is as fresh as this.
    case source(Source, SourceState)
}

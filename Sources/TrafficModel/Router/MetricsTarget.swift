import ClusterModel

/// A pod whose own metrics are read, through the API server's pod proxy.
package struct MetricsTarget: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable {
        /// `vllm:…`: running and waiting requests, tokens.
        case engine
        /// A router whose metrics have a port of their own.
        case router
        /// An endpoint picker behind a gateway.
        case picker
    }

    package var kind: Kind
    package var namespace: String
    package var pod: PodIdentity
    package var port: Int
    /// Among many it is read each time, before those that wait for their turn.
    package var isFirst = false

    package init(kind: Kind, namespace: String, pod: PodIdentity, port: Int, isFirst: Bool = false) {
        self.isFirst = isFirst
        self.kind = kind
        self.namespace = namespace
        self.pod = pod
        self.port = port
    }
}

/// A pod whose own metrics are read, through the API server's pod proxy.
public struct MetricsTarget: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// `vllm:…`: running and waiting requests, tokens.
        case engine
        /// A router whose metrics have a port of their own.
        case router
    }

    public var kind: Kind
    public var namespace: String
    public var pod: PodIdentity
    public var port: Int

    public init(kind: Kind, namespace: String, pod: PodIdentity, port: Int) {
        self.kind = kind
        self.namespace = namespace
        self.pod = pod
        self.port = port
    }
}

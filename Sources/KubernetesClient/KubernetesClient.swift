import FailoverModel

/// The cluster, as the rest of the program uses it.
public struct KubernetesClient: Sendable {
    /// Follows all sources until cancelled and tells what it sees. Throws a `ConnectionError` only before anything is watched:
    /// later trouble is a state of its source.
    public var run: @Sendable (_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws -> Void

    /// Says which pods are wanted in full where there are too many to hold: those that any of these label selectors
    /// matches. Returns at once.
    public var selectPods: @Sendable (_ selectors: [String]) -> Void

    /// Carries out a kill; answers with `killAccepted` or `killRefused`, never with an error.
    public var kill: @Sendable (KillOrder) async -> KubernetesFact

    /// Follows a container's log, history first, until cancelled or until the pod is gone. Each line is told once.
    /// The timestamp is the kubelet's, RFC 3339.
    public var followLog:
        @Sendable (
            _ target: LogTarget, _ onLine: @escaping @Sendable (_ line: String, _ timestamp: String?) -> Void,
            _ onState: @escaping @Sendable (SourceState) -> Void
        ) async -> Void

    /// The way to a service's port through the API server, for a client of that service.
    public var serviceProxy: @Sendable (_ namespace: String, _ name: String, _ port: String) -> APIConnection.Base

    public init(
        run: @escaping @Sendable (_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws -> Void,
        selectPods: @escaping @Sendable (_ selectors: [String]) -> Void = { _ in },
        kill: @escaping @Sendable (KillOrder) async -> KubernetesFact,
        followLog:
            @escaping @Sendable (
                _ target: LogTarget, _ onLine: @escaping @Sendable (_ line: String, _ timestamp: String?) -> Void,
                _ onState: @escaping @Sendable (SourceState) -> Void
            ) async -> Void,
        serviceProxy: @escaping @Sendable (_ namespace: String, _ name: String, _ port: String) -> APIConnection.Base
    ) {
        self.run = run
        self.selectPods = selectPods
        self.kill = kill
        self.followLog = followLog
        self.serviceProxy = serviceProxy
    }
}

import ClusterModel
import TrafficModel

/// The cluster, as the rest of the program uses it.
package struct KubernetesClient: Sendable {
    /// Follows all sources until cancelled and tells what it sees. Throws a `ConnectionError` only before anything is watched:
    /// later trouble is a state of its source.
    package var run: @Sendable (_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws -> Void

    /// Says which pods are wanted in full where there are too many to hold: those that any of these label selectors
    /// matches. Returns at once.
    package var selectPods: @Sendable (_ selectors: [String]) -> Void

    /// Carries out a kill; answers with `killAccepted`, `killRefused` or `killUnknown`, never with an error.
    package var kill: @Sendable (KillOrder) async -> KubernetesFact

    /// Asks what a kill would do, without doing it; answers with `killPreviewed`.
    package var previewKill: @Sendable (KillOrder) async -> KubernetesFact

    /// Makes a pod of the embedded cluster go wrong; answers with `faultAccepted`, `faultRefused` or `faultUnknown`.
    package var makeFault: @Sendable (FaultOrder) async -> KubernetesFact

    /// Follows a container's log, history first, until cancelled or until the pod is gone. Each line is told once.
    /// `loggedAt` is the kubelet's time, in Unix seconds.
    package var followLog:
        @Sendable (
            _ target: LogTarget, _ onLine: @escaping @Sendable (_ line: String, _ loggedAt: Double?) -> Void,
            _ onState: @escaping @Sendable (SourceState) -> Void
        ) async -> Void

    /// Reads the end of a container's log once. Ends within ten seconds.
    package var readPodLog: @Sendable (PodLogRequest) async -> PodLogAnswer

    /// Keeps a port-forward to a service until cancelled; tells each change.
    package var forwardPort:
        @Sendable (
            _ target: ForwardTarget, _ health: PortForwardHealth, _ tell: @escaping @Sendable (RouterForward) -> Void
        ) async -> Void

    /// The way to a service's port through the API server, for a client of that service.
    package var serviceProxy: @Sendable (_ namespace: String, _ name: String, _ port: String) -> APIConnection.Base

    /// The way to a pod's port through the API server, for its own metrics.
    package var podProxy: @Sendable (_ namespace: String, _ name: String, _ port: Int) -> APIConnection.Base

    package init(
        run: @escaping @Sendable (_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws -> Void,
        selectPods: @escaping @Sendable (_ selectors: [String]) -> Void = { _ in },
        kill: @escaping @Sendable (KillOrder) async -> KubernetesFact,
        previewKill: @escaping @Sendable (KillOrder) async -> KubernetesFact = { .killPreviewed($0, .wouldKill) },
        makeFault: @escaping @Sendable (FaultOrder) async -> KubernetesFact = { .faultAccepted($0) },
        followLog:
            @escaping @Sendable (
                _ target: LogTarget, _ onLine: @escaping @Sendable (_ line: String, _ loggedAt: Double?) -> Void,
                _ onState: @escaping @Sendable (SourceState) -> Void
            ) async -> Void,
        readPodLog: @escaping @Sendable (PodLogRequest) async -> PodLogAnswer = { _ in .refused("nobody to ask") },
        forwardPort:
            @escaping @Sendable (
                _ target: ForwardTarget, _ health: PortForwardHealth, _ tell: @escaping @Sendable (RouterForward) -> Void
            ) async -> Void = { _, _, _ in },
        serviceProxy: @escaping @Sendable (_ namespace: String, _ name: String, _ port: String) -> APIConnection.Base,
        podProxy: @escaping @Sendable (_ namespace: String, _ name: String, _ port: Int) -> APIConnection.Base
    ) {
        self.run = run
        self.selectPods = selectPods
        self.kill = kill
        self.previewKill = previewKill
        self.makeFault = makeFault
        self.followLog = followLog
        self.readPodLog = readPodLog
        self.forwardPort = forwardPort
        self.serviceProxy = serviceProxy
        self.podProxy = podProxy
    }
}

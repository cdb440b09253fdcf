/// A process that a container of the embedded cluster runs: an engine or the router.
///
/// The kubelet drives it as a real one drives a process: `start`, perhaps `terminate` (SIGTERM), perhaps `kill` (SIGKILL).
/// Readiness is never asked here: the kubelet probes `GET /health` on the pod IP, as the real one does.
protocol Workload: Sendable {
    /// Starts the process. Returns once it runs, which is before an engine has loaded its model; throws if it cannot start.
    func start() async throws
    /// SIGTERM. Returns at once; the process may drain for as long as it likes.
    func terminate() async
    /// SIGKILL. All sockets are closed when this returns, in-flight answers end without their HTTP terminator.
    func kill() async
    /// Suspends until the process has ended, however it ended. May be awaited more than once.
    func exitCode() async -> Int32
    /// Goes wrong on request, and says whether it can in that way.
    func inject(_ fault: PodFault) async -> Bool
    /// Goes wrong no longer.
    func heal() async
}

extension Workload {
    func inject(_ fault: PodFault) async -> Bool { false }
    func heal() async {}
}

/// Makes the process of one container. Called anew for each start, restarts included.
typealias WorkloadFactory = @Sendable (ContainerContext) throws -> any Workload

/// What a container knows about itself and its surroundings.
struct ContainerContext: Sendable {
    var namespace: String
    var podName: String
    var podUID: String
    /// The pod's own loopback address, `127.77.x.y`. The process listens on `podIP:8000`.
    var podIP: String
    var containerName: String
    var arguments: [String]
    var labels: [String: String]
    /// Bytes that the container may take; nil for no limit.
    var memoryLimit: Int64?
    /// An engine that came with the cluster, its model already loaded: it need not take its startup time.
    var startsWarm = false
    var clock = ClusterClock()
    /// Standard output and error, merged, one line a call, no newline. Served by `…/pods/NAME/log`.
    var log: @Sendable (String) -> Void
    /// Whether its pod is marked as put to sleep.
    var isAsleep: @Sendable () -> Bool = { false }
    /// The process has taken more memory than its container may have: the kernel kills it, and the kubelet knows why.
    var exceedMemory: @Sendable () -> Void = {}
    /// The pods that match a label selector: the present ones first, then every change, until cancelled.
    var watchPods: @Sendable (_ labelSelector: String) -> AsyncStream<PodEvent>
}

extension ContainerContext {
    /// The port that the command line names, else vLLM's own.
    var servingPort: Int {
        guard let flag = arguments.firstIndex(of: "--port"), arguments.indices.contains(flag + 1) else { return 8000 }
        return Int(arguments[flag + 1]) ?? 8000
    }
}

/// One pod as a watcher of the API sees it.
struct PodEvent: Sendable, Equatable {
    var name: String
    var uid: String
    /// Empty until the pod has an address.
    var ip: String
    /// Where an engine on its node's address serves; others serve where the router expects them.
    var port = 8000
    /// The production stack's mark for an engine that was put to sleep.
    var isAsleep = false
    /// All containers ready.
    var isReady: Bool
    /// Has a deletionTimestamp.
    var isTerminating: Bool
    /// The object is gone (DELETED).
    var isRemoved: Bool
}

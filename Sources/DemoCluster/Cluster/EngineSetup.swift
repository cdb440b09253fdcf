/// The engines' pods and what makes them, and what is wrong with their processes.
struct EngineSetup: Sendable {
    /// What makes the engines' pods.
    enum WorkloadKind: String, Sendable, CaseIterable {
        case deployment
        case statefulSet = "stateful-set"
        case leaderWorkerSet = "leader-worker-set"
    }

    /// What accompanies an engine in its pod.
    enum Sidecar: String, Sendable, CaseIterable {
        /// A mesh's proxy, the first of the pod's containers.
        case mesh = "first-container"
        /// One that collects logs: an init container that is restarted and stays.
        case native
    }

    var workload = WorkloadKind.deployment
    /// Pods of one engine, where a leader worker set makes them.
    var podsPerEngine = 2
    /// Each engine has a deployment and a port of its own, on the address of its node.
    var isOnHostNetwork = false
    var sidecars: Set<Sidecar> = []
    /// An init container fetches the model; nil for none. How it ends in those that did not come with the cluster.
    var modelDownload: Download?
    /// How many of the engines are put to sleep once they are ready.
    var asleep = 0

    enum Download: String, Sendable, CaseIterable {
        case succeeds
        case fails
    }

    /// Requests that one engine serves at a time; further ones wait.
    var slots = 64
    /// Their tokens are not always those that their tokeniser would make of the text.
    var cutsFreely = false
    /// What they do on SIGTERM.
    var ending = EngineEnding.asMeasured
    /// vLLM's `--shutdown-timeout`, whole seconds; nil where it is not given.
    var shutdownTimeout: Duration?
    /// `terminationGracePeriodSeconds`.
    var graceSeconds = 30
    /// A quantity, such as `2Gi`; nil for no limit.
    var memoryLimit: String?
    /// How the model load of every engine ends that did not come with the cluster.
    var load = ModelLoad.succeeds
    /// What befalls an engine after so many tokens of a long stream; nil for nothing.
    var mishap: (fault: PodFault, tokens: Int)?
}

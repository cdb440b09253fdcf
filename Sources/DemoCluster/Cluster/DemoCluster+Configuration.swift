extension DemoCluster {
    /// How a demo cluster is set up.
    package struct Configuration: Sendable {
        /// Replicas of the engine deployment.
        package var engines = 3
        /// Background users, for the workloads.
        package var sessions = 8
        /// Told of each of their answers.
        package var onUserAnswer: @Sendable (_ requestID: String, _ answer: UserAnswer) -> Void = { _, _ in }
        /// Speed of one stream, for the engines.
        package var tokensPerSecond: Double = 20
        /// How long a replacement engine loads its model.
        package var startupDelay: Duration = .seconds(8)
        /// Names of pods and the like follow from it.
        package var seed: UInt64 = 1
        /// The X of the pods' addresses, `127.77.X.2` and up, if it is free; nil for any. The router's ring hashes addresses:
        /// with the same ones sessions are on the same pods as in another run.
        package var subnet: Int?
        /// What runs as the router; what a scenario says of the router holds for the built-in one.
        package var routerProgram = RouterProgram.builtin
        /// What runs as the router in place of `routerProgram`.
        package var routerCommand: ProcessCommand?
        /// What runs as each engine; what a scenario says of their processes holds for the built-in ones.
        package var engineCommand: ProcessCommand?
        /// Of the built-in engines: vLLM's `--shutdown-timeout`.
        package var shutdownTimeout: Duration? {
            get { engine.shutdownTimeout }
            set { engine.shutdownTimeout = newValue }
        }
        /// The router moves broken streams to another engine, for the router.
        package var resumeInRouter = false
        /// `minAvailable` of a budget for the engines, a number or a percentage; nil for no budget.
        package var disruptionBudget: String?
        /// The engines that come with the cluster have their model loaded: ready at once.
        package var initialEnginesWarm = true
        package var nodes = 3
        /// GPUs on each node; an engine takes one.
        package var gpusPerNode = 8
        /// In minutes, for the nodes in turn: the time in which their logs are stamped.
        var nodeUTCOffsets: [Int] = []
        /// Plain pods beside the stack, for a crowded namespace.
        package var otherPods = 0
        package var otherPodsAreEngines = false
        /// Where everything of the demo lives.
        package let namespace = "default"
        /// The API tells of forced deletions by DELETED alone.
        var bareForcedDeletions = false
        var engine = EngineSetup()
        var router = RouterSetup()
        /// Somebody's batch jobs take every GPU that the engines leave.
        var hasBatchQueue = false
        var access = AccessRules()
        var kubelet = KubeletTiming()
        /// The real time, unless a test has its own.
        package var clock = ClusterClock()

        package init() {}
    }
}

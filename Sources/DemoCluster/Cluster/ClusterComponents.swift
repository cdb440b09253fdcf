import AsyncHTTPClient

/// The parts of a cluster, put together.
struct ClusterComponents: Sendable {
    let store: ObjectStore
    let termination: PodTermination
    let logs: LogStore
    let client: HTTPClient
    let controllers: ControllerLoop
    let kubelet: Kubelet
    let taintEviction: TaintEviction

    init(
        store: ObjectStore, configuration: DemoCluster.Configuration, addresses: AddressPool, client: HTTPClient,
        engine: @escaping WorkloadFactory, router: @escaping WorkloadFactory
    ) {
        let names = NameGenerator(seed: configuration.seed)
        let events = EventRecorder(store: store, names: names)
        let termination = PodTermination(store: store, isBare: configuration.bareForcedDeletions)
        let logs = LogStore(clock: store.clock)
        self.store = store
        self.termination = termination
        self.logs = logs
        self.client = client
        taintEviction = TaintEviction(
            store: store, events: events, termination: termination, toleration: configuration.kubelet.nodeToleration)
        var all: [any Controller] = [
            NodeController(store: store, events: events),
            DeploymentController(store: store, events: events),
            ReplicaSetController(store: store, events: events, names: names, termination: termination),
            LeaderWorkerSetController(store: store, events: events, termination: termination),
            StatefulSetController(store: store, events: events, termination: termination),
            SchedulerController(store: store, events: events),
            EndpointsController(store: store, names: names),
            DisruptionController(store: store),
            GarbageCollector(store: store, termination: termination),
        ]
        if configuration.engine.asleep > 0 { all.append(SleepOrder(store: store, count: configuration.engine.asleep)) }
        if configuration.hasBatchQueue {
            all.append(BatchQueue(store: store, jobs: configuration.nodes * configuration.gpusPerNode))
        }
        controllers = ControllerLoop(store: store, controllers: all)
        kubelet = Kubelet(
            store: store, events: events, names: names, logs: logs, addresses: addresses, client: client,
            timing: configuration.kubelet,
            factory: { container in
                switch container.containerName {
                case "router-container": router
                case BatchQueue.container, "vllm-worker", "istio-proxy", "log-agent": IdleWorkload.factory
                case ModelDownload.container: ModelDownload.factory(configuration.engine.modelDownload ?? .succeeds)
                default: engine
                }
            },
            warmEngines: configuration.initialEnginesWarm ? configuration.engines : 0)
    }
}

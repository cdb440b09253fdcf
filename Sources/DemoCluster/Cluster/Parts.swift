import AsyncHTTPClient

/// The parts of a cluster, put together.
struct Parts: Sendable {
    let store: ObjectStore
    let termination: PodTermination
    let logs: LogStore
    let client: HTTPClient
    let controllers: ControllerLoop
    let kubelet: Kubelet

    init(
        store: ObjectStore, configuration: DemoCluster.Configuration, addresses: AddressPool, client: HTTPClient,
        engine: @escaping WorkloadFactory, router: @escaping WorkloadFactory
    ) {
        let names = NameGenerator(seed: configuration.seed)
        let events = EventRecorder(store: store, names: names)
        let termination = PodTermination(store: store)
        let logs = LogStore()
        self.store = store
        self.termination = termination
        self.logs = logs
        self.client = client
        controllers = ControllerLoop(
            store: store,
            controllers: [
                DeploymentController(store: store, events: events),
                ReplicaSetController(store: store, events: events, names: names, termination: termination),
                SchedulerController(store: store, events: events),
                EndpointsController(store: store, names: names),
                DisruptionController(store: store),
                GarbageCollector(store: store, termination: termination),
            ])
        kubelet = Kubelet(
            store: store, events: events, names: names, logs: logs, addresses: addresses, client: client,
            timing: configuration.kubelet,
            factory: { pod in
                pod["spec", "containers"]?.array.first?["name"]?.string == "router-container" ? router : engine
            },
            warmEngines: configuration.initialEnginesWarm ? configuration.engines : 0)
    }
}

import AsyncHTTPClient

/// Runs the pods of all nodes: one `PodWorker` for each that is bound, told when it must end.
struct Kubelet: Sendable {
    let store: ObjectStore
    let events: EventRecorder
    let names: NameGenerator
    let logs: LogStore
    let addresses: AddressPool
    let client: HTTPClient
    var timing = KubeletTiming()
    /// Chooses the process of a container by the pod's labels.
    let factory: @Sendable (JSONValue) -> WorkloadFactory
    /// How many engines start with their model loaded.
    let warmEngines: Int

    /// Runs until cancelled; all processes have ended when it returns.
    func run() async {
        guard let watch = try? store.watch(.pods) else { return }
        await withDiscardingTaskGroup { group in
            var workers: [String: AsyncStream<PodWorker.Signal>.Continuation] = [:]
            var started = 0
            func handle(_ change: StoreChange) {
                let pod = change.object
                if change.kind == .deleted {
                    workers.removeValue(forKey: pod.uid)?.yield(.removed)
                } else if let worker = workers[pod.uid] {
                    guard pod.isTerminating, let grace = pod["metadata", "deletionGracePeriodSeconds"]?.int,
                        grace > 0
                    else { return }
                    worker.yield(.terminate(seconds: grace))
                } else if !pod.nodeName.isEmpty, !pod.isTerminating {
                    let (signals, continuation) = AsyncStream.makeStream(of: PodWorker.Signal.self)
                    workers[pod.uid] = continuation
                    let isEngine = pod["spec", "containers"]?.array.first?["name"]?.string == "vllm"
                    if isEngine { started += 1 }
                    let worker = PodWorker(
                        kubelet: self, pod: pod, factory: factory(pod),
                        startsWarm: isEngine && started <= warmEngines)
                    group.addTask { await worker.run(signals) }
                }
            }
            watch.initial.forEach(handle)
            for await change in watch.changes { handle(change) }
            group.cancelAll()
        }
    }
}

import AsyncHTTPClient

/// Runs the pods of all nodes: one `PodWorker` for each that is bound, told when it must end or go wrong.
struct Kubelet: Sendable {
    let store: ObjectStore
    let events: EventRecorder
    let names: NameGenerator
    let logs: LogStore
    let addresses: AddressPool
    let client: HTTPClient
    var timing = KubeletTiming()
    /// Chooses the process of a container.
    let factory: @Sendable (JSONValue) -> WorkloadFactory
    /// How many engines start with their model loaded.
    let warmEngines: Int

    /// The addresses of a pod that is bound: its own one, unless it shares that of its node.
    func place(of pod: JSONValue) -> PodWorker.Place {
        let node = store.get(.nodes, ObjectName("", pod.nodeName))?["status", "addresses"]?.array
            .first { $0["type"]?.string == "InternalIP" }?["address"]?.string
        let host = node ?? "127.0.0.1"
        return PodWorker.Place(podIP: pod["spec", "hostNetwork"]?.bool == true ? host : addresses.take(), hostIP: host)
    }

    /// A pod that runs, and what its worker was told last.
    private struct Worker {
        let signals: AsyncStream<PodWorker.Signal>.Continuation
        let node: String
        var fault: String?
    }

    /// Runs until cancelled; all processes have ended when it returns.
    func run() async {
        guard let watch = try? store.watch(nil) else { return }
        await withDiscardingTaskGroup { group in
            var workers: [String: Worker] = [:]
            var lost: Set<String> = []
            var started = 0
            func begin(_ pod: JSONValue) {
                let (signals, continuation) = AsyncStream.makeStream(of: PodWorker.Signal.self)
                workers[pod.uid] = Worker(signals: continuation, node: pod.nodeName)
                let isEngine = pod.servingContainer?.containerName == EngineObjects.container
                if isEngine { started += 1 }
                let worker = PodWorker(
                    kubelet: self, pod: pod, startsWarm: isEngine && started <= warmEngines)
                group.addTask { await worker.run(signals) }
            }
            func handle(pod: JSONValue, isGone: Bool) {
                if isGone {
                    workers.removeValue(forKey: pod.uid)?.signals.yield(.removed)
                } else if let worker = workers[pod.uid] {
                    if pod.faultAnnotation != worker.fault {
                        workers[pod.uid]?.fault = pod.faultAnnotation
                        worker.signals.yield(.fault(pod.faultAnnotation))
                    }
                    guard pod.isTerminating, let grace = pod["metadata", "deletionGracePeriodSeconds"]?.int, grace > 0
                    else { return }
                    worker.signals.yield(.terminate(seconds: grace))
                } else if !pod.nodeName.isEmpty, !pod.isTerminating {
                    begin(pod)
                }
            }
            func handle(node: JSONValue) {
                guard node.isLost != lost.contains(node.name) else { return }
                if node.isLost { lost.insert(node.name) } else { lost.remove(node.name) }
                for worker in workers.values where worker.node == node.name {
                    worker.signals.yield(node.isLost ? .nodeLost : .nodeReturned)
                }
            }
            func handle(_ change: StoreChange) {
                switch change.type {
                case .pods: handle(pod: change.object, isGone: change.kind == .deleted)
                case .nodes: handle(node: change.object)
                default: break
                }
            }
            watch.initial.forEach(handle)
            for await change in watch.changes { handle(change) }
            group.cancelAll()
        }
    }
}

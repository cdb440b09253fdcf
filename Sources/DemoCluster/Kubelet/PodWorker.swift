import Foundation

/// Runs one pod from its binding to its end, as the kubelet does: its init containers one after another, then its main ones,
/// at last the native sidecars.
///
/// Concurrency model: two child tasks share the actor: one runs the containers, one obeys the signals. When the containers
/// are over for good, the other is cancelled.
actor PodWorker {
    enum Signal: Sendable {
        /// The pod got a deletionTimestamp: SIGTERM now, SIGKILL after the grace period.
        case terminate(seconds: Int)
        /// The object is gone: the process follows at once.
        case removed
        /// The pod's fault annotation is this now.
        case fault(String?)
        case nodeLost
        case nodeReturned
    }

    let kubelet: Kubelet
    /// The pod when it was bound; name, uid and spec do not change.
    let pod: JSONValue
    let clock: ClusterClock
    private let initial: [ContainerWorker]
    private let main: [ContainerWorker]
    private var isUnreachable = false
    private var isStopping = false

    /// - Parameter startsWarm: it came with the cluster.
    init(kubelet: Kubelet, pod: JSONValue, startsWarm: Bool) {
        self.kubelet = kubelet
        self.pod = pod
        clock = kubelet.store.clock
        let place = kubelet.place(of: pod)
        func workers(_ list: JSONValue.ContainerList) -> [ContainerWorker] {
            pod.containers(list).map { spec in
                let role: ContainerWorker.Role = list == .main ? .main : spec.isNativeSidecar ? .sidecar : .initial
                return ContainerWorker(kubelet: kubelet, pod: pod, spec: spec, role: role, place: place, startsWarm: startsWarm)
            }
        }
        initial = workers(.initial)
        main = workers(.main)
        self.place = place
    }

    /// Where it is: its own address, or its node's.
    let place: Place

    struct Place: Sendable {
        var podIP: String
        var hostIP: String
    }

    private var all: [ContainerWorker] { initial + main }

    func run(_ signals: AsyncStream<Signal>) async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.runContainers(); return true }
            group.addTask { await self.obey(signals); return false }
            for await isOver in group where isOver { group.cancelAll() }
        }
        kubelet.logs.remove(pod: pod.uid)
    }

    private func runContainers() async {
        markCreating()
        guard await clock.pause(kubelet.timing.containerStart, while: { await !self.isStopping }) else { return finish() }
        await withTaskGroup(of: Void.self) { sidecars in
            var running: [ContainerWorker] = []
            for one in initial where !isStopping && !Task.isCancelled {
                guard one.role == .sidecar else {
                    await one.run()
                    continue
                }
                sidecars.addTask { await one.run() }
                running.append(one)
                await one.hasStarted.wait()
            }
            if !isStopping, !Task.isCancelled {
                markInitialized()
                await withTaskGroup(of: Void.self) { group in
                    for one in main { group.addTask { await one.run() } }
                }
            }
            for one in running.reversed() { await one.stop() }
        }
        finish()
    }

    // MARK: signals

    private func obey(_ signals: AsyncStream<Signal>) async {
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                switch signal {
                case .terminate(let seconds):
                    await stop()
                    group.addTask { await self.kill(after: .seconds(seconds)) }
                case .removed:
                    await stop(isKilled: true)
                    let range = kubelet.timing.forceKillDelay
                    let delay = range.lowerBound + kubelet.names.number(below: range.count)
                    group.addTask { await self.kill(after: .milliseconds(delay), isRemoved: true) }
                case .fault(let word): await inject(word)
                case .nodeLost:
                    isUnreachable = true
                    for one in all { await one.loseNode() }
                case .nodeReturned:
                    isUnreachable = false
                    for one in all { await one.regainNode() }
                }
            }
            // Cancelled: the cluster shuts down, or the containers are already over.
            isStopping = true
            for one in all { await one.end() }
        }
    }

    /// Asks the containers to end, the first time, and where their node can be reached. Native sidecars outlast the others.
    /// - Parameter isKilled: they are not asked: SIGKILL follows.
    private func stop(isKilled: Bool = false) async {
        isStopping = true
        for one in isKilled ? all : all.filter({ $0.role != .sidecar }) {
            await one.stop(isKilled: isKilled, isHeard: !isUnreachable)
        }
    }

    private func kill(after delay: Duration, isRemoved: Bool = false) async {
        try? await clock.sleep(for: delay)
        for one in all { await one.kill(isRemoved: isRemoved) }
    }

    /// `crash` befalls the container that serves, `istio-proxy/crash` the one named.
    private func inject(_ word: String?) async {
        let parts = (word ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        let name = parts.count == 2 ? parts[0] : pod.servingContainer?.containerName
        guard let word else {
            for one in all { await one.inject(nil) }
            return
        }
        guard let container = all.first(where: { $0.name == name }) else {
            return kubelet.events.record(
                "UnknownFault", "\(PodFault.annotation)=\(word): the pod has no container \(name ?? "")", about: pod, .pods,
                from: .kubelet(pod.nodeName), isWarning: true)
        }
        await container.inject(parts.last ?? word)
    }
}

extension ClusterClock {
    /// Waits, but not beyond the moment that a condition ends. Returns whether it still holds.
    func pause(_ duration: Duration, while holds: @Sendable () async -> Bool) async -> Bool {
        let end = now + duration
        while now < end, !Task.isCancelled {
            guard await holds() else { return false }
            try? await sleep(for: min(.milliseconds(20), end - now))
        }
        return await holds() && !Task.isCancelled
    }
}

import Foundation
import NIOCore
import Synchronization

/// Runs one pod from its binding to its end, as the kubelet does.
///
/// Concurrency model: three child tasks share the actor: one runs the container and restarts it, one probes it, one
/// obeys the signals. When the container is over for good, the others are cancelled.
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
    let container: String
    let clock: ClusterClock
    private let factory: WorkloadFactory
    private let startsWarm: Bool
    private(set) var ip = ""
    private(set) var workload: (any Workload)?
    /// The fault that is injected, until it is taken away.
    var fault: PodFault?
    var isUnreachable = false
    private(set) var isRemoved = false
    private var isStopping = false
    private var restarts = 0
    private var probes = ProbeState()
    private let hasExceededMemory = Mutex(false)
    private var lastUnhealthy: Duration?

    init(kubelet: Kubelet, pod: JSONValue, factory: @escaping WorkloadFactory, startsWarm: Bool) {
        self.kubelet = kubelet
        clock = kubelet.store.clock
        self.pod = pod
        self.factory = factory
        self.startsWarm = startsWarm
        container = pod["spec", "containers"]?.array.first?["name"]?.string ?? ""
    }

    func run(_ signals: AsyncStream<Signal>) async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.runContainer(); return true }
            group.addTask { await self.probe(); return false }
            group.addTask { await self.obey(signals); return false }
            for await isOver in group where isOver { group.cancelAll() }
        }
        kubelet.logs.remove(pod: pod.uid)
    }

    // MARK: the container

    private func runContainer() async {
        ip = kubelet.addresses.take()
        markCreating(ip: ip)
        record("Pulled", "Container image \"\(image)\" already present on machine")
        guard await pause(kubelet.timing.containerStart) else { return finish(exitCode: nil) }
        var exitCode: Int32?
        while !isStopping, !Task.isCancelled {
            let startedAt = clock.date
            exitCode = await runOnce()
            workload = nil
            await untilReachable()
            if isStopping || Task.isCancelled { break }
            probes = ProbeState()
            if fault != nil { forgetFault() }
            markExited(exitCode: exitCode ?? 128, isOutOfMemory: takeMemoryVerdict(), startedAt: startedAt)
            if restarts > 0 {
                let delay = kubelet.timing.crashBackoff * (1 << min(restarts - 1, 5))
                markBackingOff(delay)
                guard await pause(delay) else { break }
            }
            restarts += 1
            kubelet.logs.rotate(pod: pod.uid)
        }
        finish(exitCode: exitCode)
    }

    /// Starts the process and waits for its end. Returns its exit code; 128 if it could not be started.
    private func runOnce() async -> Int32 {
        do {
            record("Created", "Created container: \(container)")
            let workload = try factory(context)
            try await workload.start()
            self.workload = workload
            if isStopping {
                await workload.kill()
            } else {
                markRunning(restarts: restarts)
                record("Started", "Started container \(container)")
            }
            let code = await workload.exitCode()
            // A wait that was cut short says nothing: when the cluster shuts down the process must go all the same.
            if Task.isCancelled { await workload.kill() }
            return code
        } catch {
            kubelet.logs.append("cannot start: \(error)", pod: pod.uid)
            record("Failed", "Error: failed to start container \"\(container)\": \(error)", isWarning: true)
            return 128
        }
    }

    /// The kernel is about to kill the process for its memory.
    nonisolated func exceedMemory() { hasExceededMemory.withLock { $0 = true } }

    /// Whether the run that ended was killed for its memory.
    private func takeMemoryVerdict() -> Bool {
        hasExceededMemory.withLock { verdict in
            defer { verdict = false }
            return verdict
        }
    }

    private var context: ContainerContext {
        let (kubelet, pod) = (kubelet, pod)
        return ContainerContext(
            namespace: pod.namespace, podName: pod.name, podUID: pod.uid, podIP: ip, containerName: container,
            arguments: (pod["spec", "containers"]?.array.first?["args"]?.array ?? []).compactMap(\.string),
            labels: pod.labels,
            memoryLimit: pod["spec", "containers"]?.array.first?["resources", "limits", "memory"].flatMap(Quantity.bytes), startsWarm: startsWarm && restarts == 0,
            clock: clock,
            log: { kubelet.logs.append($0, pod: pod.uid) },
            exceedMemory: { [self] in exceedMemory() },
            watchPods: { kubelet.store.podEvents(namespace: pod.namespace, selector: $0) })
    }

    // MARK: signals

    private func obey(_ signals: AsyncStream<Signal>) async {
        await withDiscardingTaskGroup { group in
            for await signal in signals {
                switch signal {
                case .terminate(let seconds):
                    if beginStopping() { await workload?.terminate() }
                    group.addTask { await self.kill(after: .seconds(seconds)) }
                case .removed:
                    isRemoved = true
                    _ = beginStopping()
                    let range = kubelet.timing.forceKillDelay
                    let delay = range.lowerBound + kubelet.names.number(below: range.count)
                    group.addTask { await self.kill(after: .milliseconds(delay)) }
                case .fault(let word): await inject(word)
                case .nodeLost: await loseNode()
                case .nodeReturned: await regainNode()
                }
            }
            // Cancelled: the cluster shuts down, or the container is already over.
            isStopping = true
            await workload?.kill()
        }
    }

    /// Whether the process is to hear of it now: it is the first time, and its node can be reached.
    private func beginStopping() -> Bool {
        defer { isStopping = true }
        guard !isStopping, !isUnreachable else { return false }
        record("Killing", "Stopping container \(container)")
        return true
    }

    private func kill(after delay: Duration) async {
        try? await clock.sleep(for: delay)
        if !isUnreachable || isRemoved { await workload?.kill() }
    }

    /// Waits, but not beyond the moment that the pod has to stop. Returns whether it may go on.
    private func pause(_ duration: Duration) async -> Bool {
        let end = clock.now + duration
        while clock.now < end, !isStopping, !Task.isCancelled {
            try? await clock.sleep(for: min(.milliseconds(20), end - clock.now))
        }
        return !isStopping && !Task.isCancelled
    }

    // MARK: probes

    private func probe() async {
        guard let path = pod["spec", "containers"]?.array.first?["readinessProbe", "httpGet"] else { return }
        let port = path["port"]?.int ?? 8000
        let check = HealthProbe(client: kubelet.client, clock: clock, timeout: kubelet.timing.probeTimeout)
        while !Task.isCancelled {
            let timing = kubelet.timing
            try? await clock.sleep(for: probes.hasBeenReady ? timing.probeInterval : timing.startupProbeInterval)
            guard workload != nil, !isStopping, !isUnreachable else { continue }
            let run = restarts
            let failure = await check.check("http://\(ip):\(port)\(path["path"]?.string ?? "/health")")
            // The answer of a process that has ended meanwhile says nothing about the next one.
            guard workload != nil, run == restarts, !isStopping, !isUnreachable, !Task.isCancelled else { continue }
            await judge(failure)
        }
    }

    private func judge(_ failure: String?) async {
        if let failure { noteUnhealthy("Readiness probe failed: \(failure)") }
        switch probes.note(success: failure == nil, isAlive: fault == .unready) {
        case .unchanged: break
        case .ready: markReady(true)
        case .notReady: markReady(false)
        case .dead:
            record("Unhealthy", "Liveness probe failed: \(failure ?? "")", isWarning: true)
            record("Killing", "Container \(container) failed liveness probe, will be restarted")
            await workload?.kill()
        }
    }

    /// A kubelet probes every few seconds; the shortened interval must not flood the event list.
    private func noteUnhealthy(_ message: String) {
        let now = clock.now
        if let last = lastUnhealthy, now - last < .seconds(5) { return }
        lastUnhealthy = now
        record("Unhealthy", message, isWarning: true)
    }
}

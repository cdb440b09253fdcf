import Foundation
import Synchronization

/// Runs one container of a pod: starts it, probes it, starts it again.
///
/// Concurrency model: two child tasks share the actor: one runs the process, one probes it. What the pod has to say to it comes
/// by calls.
actor ContainerWorker {
    enum Role: Sendable {
        /// Ends before the main containers begin; started anew until it succeeds.
        case initial
        /// An init container that stays.
        case sidecar
        case main
    }

    let kubelet: Kubelet
    let pod: JSONValue
    let spec: JSONValue
    let role: Role
    let clock: ClusterClock
    /// The process has been started, or never will be.
    let hasStarted = Latch<Void>()
    private let place: PodWorker.Place
    private let startsWarm: Bool
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

    nonisolated var name: String { spec.containerName }

    init(kubelet: Kubelet, pod: JSONValue, spec: JSONValue, role: Role, place: PodWorker.Place, startsWarm: Bool) {
        self.kubelet = kubelet
        self.pod = pod
        self.spec = spec
        self.role = role
        self.place = place
        self.startsWarm = startsWarm
        clock = kubelet.store.clock
    }

    /// Until it has ended for good.
    func run() async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.runProcess(); return true }
            group.addTask { await self.probe(); return false }
            for await isOver in group where isOver { group.cancelAll() }
        }
        hasStarted.set(())
    }

    private func runProcess() async {
        var exitCode: Int32?
        if !isStopping { record("Pulled", "Container image \"\(image)\" already present on machine") }
        while !isStopping, !Task.isCancelled {
            let startedAt = clock.date
            exitCode = await runOnce()
            workload = nil
            await untilReachable()
            if isStopping || Task.isCancelled { break }
            probes = ProbeState()
            if fault != nil { forgetFault() }
            markExited(exitCode: exitCode ?? 128, isOutOfMemory: takeMemoryVerdict(), startedAt: startedAt)
            if role == .initial, exitCode == 0 { return }
            if restarts > 0 {
                let delay = kubelet.timing.crashBackoff * (1 << min(restarts - 1, 5))
                markBackingOff(delay)
                guard await clock.pause(delay, while: { await !self.isStopping }) else { break }
            }
            restarts += 1
            kubelet.logs.rotate(pod: pod.uid, container: name)
        }
        markStopped(exitCode: exitCode)
    }

    /// Starts the process and waits for its end. Returns its exit code; 128 if it could not be started.
    private func runOnce() async -> Int32 {
        do {
            record("Created", "Created container: \(name)")
            let workload = try kubelet.factory(spec)(context)
            try await workload.start()
            self.workload = workload
            if isStopping {
                await workload.kill()
            } else {
                markRunning(restarts: restarts)
                record("Started", "Started container \(name)")
            }
            hasStarted.set(())
            let code = await workload.exitCode()
            // A wait that was cut short says nothing: when the cluster shuts down the process must go all the same.
            if Task.isCancelled { await workload.kill() }
            return code
        } catch {
            kubelet.logs.append("cannot start: \(error)", pod: pod.uid, container: name)
            record("Failed", "Error: failed to start container \"\(name)\": \(error)", isWarning: true)
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
        let (kubelet, pod, name) = (kubelet, pod, name)
        return ContainerContext(
            namespace: pod.namespace, podName: pod.name, podUID: pod.uid, podIP: place.podIP, containerName: name,
            arguments: (spec["args"]?.array ?? []).compactMap(\.string), labels: pod.labels,
            memoryLimit: spec["resources", "limits", "memory"].flatMap(Quantity.bytes),
            startsWarm: startsWarm && restarts == 0, clock: clock,
            log: { kubelet.logs.append($0, pod: pod.uid, container: name) },
            isAsleep: { kubelet.store.get(.pods, ObjectName(pod))?.isMarkedAsleep ?? false },
            exceedMemory: { [self] in exceedMemory() },
            watchPods: { kubelet.store.podEvents(namespace: pod.namespace, selector: $0) })
    }

    // MARK: what the pod says

    /// SIGTERM, the first time.
    /// - Parameters:
    ///   - isKilled: it is not asked: SIGKILL follows.
    ///   - isHeard: its node can be reached.
    func stop(isKilled: Bool = false, isHeard: Bool = true) async {
        if isKilled { isRemoved = true }
        guard !isStopping else { return }
        isStopping = true
        guard isHeard, !isUnreachable else { return }
        if workload != nil || role == .main { record("Killing", "Stopping container \(name)") }
        if !isKilled { await workload?.terminate() }
    }

    /// SIGKILL, where it reaches the process: not on a lost node, unless nobody waits for it any more.
    func kill(isRemoved: Bool) async {
        isStopping = true
        if !isUnreachable || isRemoved { await workload?.kill() }
    }

    /// The cluster shuts down.
    func end() async {
        isStopping = true
        await workload?.kill()
    }

    // MARK: probes

    private func probe() async {
        guard let path = spec["readinessProbe", "httpGet"] else { return }
        let port = path["port"]?.int ?? 8000
        let check = HealthProbe(client: kubelet.client, clock: clock, timeout: kubelet.timing.probeTimeout)
        while !Task.isCancelled {
            let timing = kubelet.timing
            try? await clock.sleep(for: probes.hasBeenReady ? timing.probeInterval : timing.startupProbeInterval)
            guard workload != nil, !isStopping, !isUnreachable else { continue }
            let run = restarts
            let failure = await check.check("http://\(place.podIP):\(port)\(path["path"]?.string ?? "/health")")
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
            record("Killing", "Container \(name) failed liveness probe, will be restarted")
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

extension JSONValue {
    /// The production stack's mark for an engine that it has put to sleep.
    var isMarkedAsleep: Bool { labels["sleeping"] == "true" }
}

import ClusterModel
import IncidentModel
import TrafficModel

/// Whether there are resources for a replacement, and for the load of the pod that is lost.
extension Diagnosis {
    var pendingCheck: Check {
        let title = "nothing waits for resources"
        let waiting = cluster.records.values.filter { record in
            !record.isGone && record.pod.unschedulableReason != nil
        }
        guard let first = waiting.first else { return Check("pending", title, .pass, "no pod is unschedulable") }
        let event = cluster.events.last { $0.objectName == first.pod.name && $0.reason == "FailedScheduling" }
        let reason = event?.message ?? first.pod.unschedulableReason ?? ""
        return Check(
            "pending", title, .fail, "\(waiting.count) pending: \(reason)",
            evidence: [
                Evidence("pod/\(first.pod.name)", "PodScheduled", first.pod.unschedulableReason ?? "False"),
                event.map { Evidence("event/\($0.objectName)", $0.reason, $0.message, at: $0.lastSeen) },
            ].compactMap { $0 },
            remedy: "free or add what is short, or lower the pod's requests", cause: .resourceConstraints)
    }

    var restartCheck: Check {
        let title = "engines keep running"
        for record in cluster.present where record.role == .engine && !record.isLeftover {
            if let (container, words) = record.pod.initializing, words.hasSuffix("BackOff") || words.hasSuffix("Error") {
                return Self.initFinding(title, record, container, words)
            }
            for container in record.pod.lastingContainers {
                if let check = Self.restartFinding(title, record, container) { return check }
            }
            if let reason = record.pod.reason, record.stage == .failed {
                return Check(
                    "restarts", title, .fail, "\(record.letter) failed: \(reason)",
                    evidence: [Evidence("pod/\(record.pod.name)", "status.reason", reason)],
                    remedy: "see what the node ran out of: kubectl describe node", cause: .resourceConstraints)
            }
        }
        let restarts = cluster.present.filter { $0.role == .engine && !$0.isLeftover }.reduce(0) { $0 + $1.pod.restarts }
        if restarts > 0 { return Check("restarts", title, .warn, "\(restarts) restarts so far, all run now") }
        return Check("restarts", title, .pass, "no restarts")
    }

    /// What keeps a pod from its first start: which init container, and why, as kubectl prints it.
    private static func initFinding(_ title: String, _ record: PodRecord, _ container: Container, _ words: String) -> Check {
        let object = "pod/\(record.pod.name)"
        var evidence = [Evidence(object, "init container \(container.name)", words)]
        if let end = container.lastTermination ?? container.state.end {
            evidence.append(Evidence(object, "lastState.terminated", "\(end.reason ?? "exit") (exit code \(end.exitCode))", at: end.finishedAt))
        }
        return Check(
            "restarts", title, .fail, "\(record.letter) does not start: init container \(container.name), \(words)", evidence: evidence,
            remedy: "read its last words: kubectl logs \(record.pod.name) -c \(container.name) --previous", cause: .resourceConstraints)
    }

    private static func restartFinding(_ title: String, _ record: PodRecord, _ container: Container) -> Check? {
        let object = "pod/\(record.pod.name)"
        var evidence: [Evidence] = []
        var isWaiting = false
        if case .waiting(let reason?) = container.state, reason.hasSuffix("BackOff") {
            isWaiting = true
            evidence.append(Evidence(object, "state.waiting.reason", reason))
        }
        var end = container.lastTermination
        if case .terminated(let now) = container.state { end = now }
        guard let end, isWaiting || end.reason == "OOMKilled" else { return nil }
        evidence.append(
            Evidence(object, "lastState.terminated", "\(end.reason ?? "exit") (exit code \(end.exitCode))", at: end.finishedAt))
        evidence.append(Evidence(object, "restartCount", "\(container.restarts)"))
        let isMemory = end.reason == "OOMKilled"
        let runs = !isWaiting && container.isReady
        return Check(
            "restarts", title, runs ? .warn : .fail,
            record.letter + (container.name == record.pod.servingContainer?.name ? " " : "'s container \(container.name) ") + (isMemory ? "was killed for lack of memory" : "crashes again and again")
                + (isMemory && isWaiting ? ", again and again" : ""),
            evidence: evidence,
            remedy: isMemory
                ? "raise the container's memory limit, or lower what the engine takes (--gpu-memory-utilization, --max-model-len)"
                : "read its last words: kubectl logs \(record.pod.name) -c \(container.name) --previous",
            cause: .resourceConstraints)
    }

    var loadTimeCheck: Check {
        let title = "engines become ready in time"
        let limit = incidents.limits.capacityGap
        let loading = cluster.engines.filter(\.isLoading)
        let slow = loading.compactMap { record in age(of: record).map { (record, $0) } }.max { $0.1 < $1.1 }
        guard let (record, age) = slow else { return Check("load-time", title, .pass, "none is starting") }
        let detail = "\(record.letter) is not ready \(age.asCount) s after it was created"
        let evidence = [Evidence("pod/\(record.pod.name)", "Ready", "False for \(age.asCount) s")]
        guard age > limit.seconds else {
            return Check("load-time", title, .warn, detail, evidence: evidence)
        }
        return Check(
            "load-time", title, .fail, detail, evidence: evidence,
            remedy: "shorten the model's load (local cache, faster volume), or keep a spare engine", cause: .resourceConstraints)
    }

    private func age(of record: PodRecord) -> Double? {
        record.pod.createdAt > 0 ? cluster.clusterClock(at: now) - record.pod.createdAt : nil
    }

    var queueCheck: Check {
        let title = "engines are not full"
        let queues = cluster.engines.compactMap { record in
            router.engines[record.pod.uid].map { (record, $0.figures.waiting ?? 0, $0.at) }
        }
        if let (record, count, at) = queues.max(by: { $0.1 < $1.1 }), count > 0 {
            return Check(
                "queue", title, count > 1 ? .fail : .warn, "\(count.asCount.inWords("request waits", "requests wait")) at \(record.letter)",
                evidence: [Evidence("pod/\(record.pod.name)", "vllm:num_requests_waiting", "\(count.asCount)", at: wall(at))],
                remedy: "add engines, or admit fewer requests", cause: .resourceConstraints)
        }
        let waiting = router.workers.filter { ($0.waiting ?? 0) > 0 }
        if let worst = waiting.max(by: { ($0.waiting ?? 0) < ($1.waiting ?? 0) }), let count = worst.waiting {
            return Check(
                "queue", title, count > 1 ? .fail : .warn, "\(count.asCount.inWords("request waits", "requests wait")) at \(worst.url)",
                evidence: [Evidence(worst.url, "vllm:num_requests_waiting", "\(count.asCount)")],
                remedy: "add engines, or admit fewer requests", cause: .resourceConstraints)
        }
        let answered = conversations.probes + conversations.records
        let isQueueKnown = router.engines.values.contains { $0.figures.waiting != nil } || router.workers.contains { $0.waiting != nil }
        // A long prompt takes its time, too: a wait alone is no queue.
        if !isQueueKnown, let slow = answered.compactMap({ record in record.waitAtEngine.map { (record, $0) } }).max(by: { $0.1 < $1.1 }),
            slow.1 > .seconds(3)
        {
            return Check(
                "queue", title, .warn, "a request waited \(slow.1.inWords) for its first token, and no queue can be read",
                evidence: [Evidence("request \(slow.0.id)", "TTFT", slow.1.inWords, at: wall(slow.0.requestedAt))],
                remedy: "see whether the engines queue: their /metrics, vllm:num_requests_waiting")
        }
        guard !queues.isEmpty || !router.workers.isEmpty || answered.contains(where: { !$0.chunks.isEmpty }) else {
            return Check("queue", title, .unknown, "neither engines nor router tell their queues, and no request was answered")
        }
        return Check("queue", title, .pass, "no request waits")
    }
}

extension StreamRecord {
    /// How long a request waited for its first token since the router had it: before that, our own path kept it.
    fileprivate var waitAtEngine: Duration? {
        guard let first = chunks.first?.at else { return nil }
        return first - max(requestedAt, routes.first?.writtenAt ?? requestedAt)
    }
}

extension PodRecord {
    /// It comes up, and nothing else is known to keep it from that.
    fileprivate var isLoading: Bool {
        (stage == .starting || stage == .pending) && pod.unschedulableReason == nil && pod.restarts == 0
    }
}

extension ContainerState {
    fileprivate var end: Termination? {
        if case .terminated(let end) = self { end } else { nil }
    }
}

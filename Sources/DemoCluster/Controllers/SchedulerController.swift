import Foundation

/// Binds pods to nodes with room for their GPUs, the emptiest first.
struct SchedulerController: Controller {
    let store: ObjectStore
    let events: EventRecorder

    func reconcile() {
        let waiting = store.items(.pods).filter { $0.nodeName.isEmpty && $0.isActivePod }
        for pod in waiting.sorted(by: { $0.resourceVersion < $1.resourceVersion }) { schedule(pod) }
    }

    private func schedule(_ pod: JSONValue) {
        let nodes = store.items(.nodes)
        let pods = store.items(.pods).filter { $0.phase != "Failed" && $0.phase != "Succeeded" }
        let needed = Self.gpus(of: pod)
        var cordoned = 0
        var full = 0
        var lost = 0
        var taken = 0
        var candidates: [(load: Int, name: String)] = []
        for node in nodes {
            if node["spec", "unschedulable"]?.bool == true {
                cordoned += 1
                continue
            }
            if node.hasTaint(NodeController.unreachable) {
                lost += 1
                continue
            }
            let here = pods.filter { $0.nodeName == node.name }
            let all = Self.quantity(node["status", "allocatable", "nvidia.com/gpu"])
            if needed > all - here.reduce(0, { $0 + Self.gpus(of: $1) }) {
                full += 1
            } else if !Self.hostPorts(of: pod).isDisjoint(with: here.flatMap(Self.hostPorts)) {
                taken += 1
            } else {
                candidates.append((here.count { !$0.isTerminating }, node.name))
            }
        }
        if let node = candidates.min(by: { $0 < $1 })?.name {
            bind(pod, to: node)
        } else {
            refuse(pod, nodes: nodes.count, cordoned: cordoned, full: full, lost: lost, taken: taken)
        }
    }

    func bind(_ pod: JSONValue, to node: String) {
        store.update(.pods, ObjectName(pod), uid: pod.uid) { pod in
            pod["spec", "nodeName"] = .string(node)
            pod.setCondition("PodScheduled", true, at: store.clock.date)
        }
        events.record(
            "Scheduled", "Successfully assigned \(pod.namespace)/\(pod.name) to \(node)", about: pod, .pods,
            from: .scheduler)
    }

    private func refuse(_ pod: JSONValue, nodes: Int, cordoned: Int, full: Int, lost: Int, taken: Int) {
        var reasons: [String] = []
        if full > 0 { reasons.append("\(full) Insufficient nvidia.com/gpu") }
        if taken > 0 { reasons.append("\(taken) node(s) didn't have free ports for the requested pod ports") }
        if lost > 0 { reasons.append("\(lost) node(s) had untolerated taint {\(NodeController.unreachable): }") }
        if cordoned > 0 { reasons.append("\(cordoned) node(s) were unschedulable") }
        let message = nodes == 0
            ? "no nodes available to schedule pods"
            : "0/\(nodes) nodes are available: \(reasons.joined(separator: ", "))."
        guard pod.condition("PodScheduled")?["message"]?.string != message else { return }
        store.update(.pods, ObjectName(pod), uid: pod.uid) {
            $0.setCondition("PodScheduled", false, reason: "Unschedulable", message: message, at: store.clock.date)
        }
        events.record("FailedScheduling", message, about: pod, .pods, from: .scheduler, isWarning: true)
    }

    static func gpus(of pod: JSONValue) -> Int {
        (pod["spec", "containers"]?.array ?? []).reduce(0) {
            $0 + quantity($1["resources", "requests", "nvidia.com/gpu"])
        }
    }

    private static func hostPorts(of pod: JSONValue) -> Set<Int> {
        Set(pod.containers(.main).flatMap { $0["ports"]?.array ?? [] }.compactMap { $0["hostPort"]?.int })
    }

    private static func quantity(_ value: JSONValue?) -> Int { value?.int ?? value?.string.flatMap { Int($0) } ?? 0 }
}

import Foundation

/// Nodes that are cordoned or lost: their taints, their conditions, and what that makes of their pods.
///
/// `kubectl annotate node NAME failtop.dev/fault=lost` loses a node; taking the annotation away brings it back.
struct NodeController: Controller {
    let store: ObjectStore
    let events: EventRecorder

    static let unreachable = "node.kubernetes.io/unreachable"
    private static let unschedulable = "node.kubernetes.io/unschedulable"

    func reconcile() {
        for node in store.items(.nodes) {
            let isCordoned = node["spec", "unschedulable"]?.bool == true
            if isCordoned != node.hasTaint(Self.unschedulable) { taintCordoned(node, isCordoned) }
            if node.isLost != node.hasTaint(Self.unreachable) { node.isLost ? lose(node) : regain(node) }
            guard node.isLost else { continue }
            for pod in store.items(.pods) where pod.nodeName == node.name && pod.isPodReady { markUnready(pod) }
        }
    }

    private func taintCordoned(_ node: JSONValue, _ isCordoned: Bool) {
        store.update(.nodes, ObjectName(node)) {
            $0.setTaint(Self.unschedulable, ["NoSchedule"], isSet: isCordoned, at: store.clock.date)
        }
        tell(node, isCordoned ? "NodeNotSchedulable" : "NodeSchedulable")
    }

    private func lose(_ node: JSONValue) {
        store.update(.nodes, ObjectName(node)) { node in
            node.setTaint(Self.unreachable, ["NoSchedule", "NoExecute"], isSet: true, at: store.clock.date)
            node.setReady("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", at: store.clock.date)
        }
        tell(node, "NodeNotReady")
    }

    private func regain(_ node: JSONValue) {
        store.update(.nodes, ObjectName(node)) { node in
            node.setTaint(Self.unreachable, [], isSet: false, at: store.clock.date)
            node.setReady("True", "KubeletReady", "kubelet is posting ready status", at: store.clock.date)
        }
        tell(node, "NodeReady")
    }

    private func tell(_ node: JSONValue, _ reason: String) {
        events.record(
            reason, "Node \(node.name) status is now: \(reason)", about: node, .nodes, from: .nodes)
    }

    private func markUnready(_ pod: JSONValue) {
        store.update(.pods, ObjectName(pod), uid: pod.uid) { $0.setCondition("Ready", false, at: store.clock.date) }
        events.record("NodeNotReady", "Node is not ready", about: pod, .pods, from: .nodes, isWarning: true)
    }
}

extension JSONValue {
    /// A node that was made to be lost.
    var isLost: Bool { faultAnnotation == "lost" }

    func hasTaint(_ key: String) -> Bool { self["spec", "taints"]?.array.contains { $0["key"]?.string == key } ?? false }

    fileprivate mutating func setTaint(_ key: String, _ effects: [String], isSet: Bool, at date: Date) {
        let others = (self["spec", "taints"]?.array ?? []).filter { $0["key"]?.string != key }
        let new: [JSONValue] = effects.map {
            ["key": .string(key), "effect": .string($0), "timeAdded": .timestamp(date)]
        }
        let taints = others + (isSet ? new : [])
        self["spec", "taints"] = taints.isEmpty ? nil : .array(taints)
    }

    fileprivate mutating func setReady(_ status: String, _ reason: String, _ message: String, at date: Date) {
        let time = JSONValue.timestamp(date)
        let others = (self["status", "conditions"]?.array ?? []).filter { $0["type"]?.string != "Ready" }
        self["status", "conditions"] = .array(
            others + [
                [
                    "type": "Ready", "status": .string(status), "reason": .string(reason), "message": .string(message),
                    "lastHeartbeatTime": time, "lastTransitionTime": time,
                ]
            ])
    }
}

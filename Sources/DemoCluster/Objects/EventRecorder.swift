import Foundation

/// Writes Kubernetes events; equal ones are counted instead of repeated, as the real recorders do.
struct EventRecorder: Sendable {
    let store: ObjectStore
    let names: NameGenerator
    /// The oldest events go when there are more; a real cluster drops them after an hour.
    var limit = 500

    /// Who reports: a component, and for the kubelet its node.
    struct Source: Sendable {
        var component: String
        var host: String?
        static let deployments = Source(component: "deployment-controller")
        static let replicaSets = Source(component: "replicaset-controller")
        static let statefulSets = Source(component: "statefulset-controller")
        static let leaderWorkerSets = Source(component: "leaderworkerset")
        static let scheduler = Source(component: "default-scheduler")
        static let nodes = Source(component: "node-controller")
        static let taintEviction = Source(component: "taint-eviction-controller")
        static func kubelet(_ node: String) -> Source { Source(component: "kubelet", host: node) }
    }

    func record(
        _ reason: String, _ message: String, about object: JSONValue, _ type: ResourceType, from source: Source,
        isWarning: Bool = false, container: String? = nil, isInitial: Bool = false
    ) {
        let part = container.map { "spec.\(isInitial ? "initContainers" : "containers"){\($0)}" }
        let namespace = object.namespace.isEmpty ? "default" : object.namespace
        let same = store.items(.events, namespace: namespace).last {
            $0["involvedObject", "uid"]?.string == object.uid && $0["reason"]?.string == reason
                && $0["message"]?.string == message
        }
        if let same {
            store.update(.events, ObjectName(same)) { event in
                event["count"] = .int((event["count"]?.int ?? 1) + 1)
                event["lastTimestamp"] = .timestamp(store.clock.date)
            }
            return
        }
        store.create(.events, event(reason, message, object, type, namespace, source, isWarning, part))
        prune()
    }

    private func event(
        _ reason: String, _ message: String, _ object: JSONValue, _ type: ResourceType, _ namespace: String,
        _ source: Source, _ isWarning: Bool, _ part: String?
    ) -> JSONValue {
        var regarding: JSONValue = [
            "kind": .string(type.kind), "apiVersion": .string(type.apiVersion), "name": .string(object.name),
            "uid": .string(object.uid), "resourceVersion": .string(String(object.resourceVersion)),
        ]
        regarding["namespace"] = type.isNamespaced ? .string(namespace) : nil
        regarding["fieldPath"] = part.map(JSONValue.string)
        var origin: JSONValue = ["component": .string(source.component)]
        origin["host"] = source.host.map(JSONValue.string)
        let time = JSONValue.timestamp(store.clock.date)
        return [
            "metadata": [
                "name": .string("\(object.name).\(String(names.next(), radix: 16))"), "namespace": .string(namespace),
            ],
            "involvedObject": regarding, "reason": .string(reason), "message": .string(message), "source": origin,
            "firstTimestamp": time, "lastTimestamp": time, "count": 1, "type": isWarning ? "Warning" : "Normal",
            "eventTime": .null, "reportingComponent": .string(source.component),
            "reportingInstance": .string(source.host ?? ""),
        ]
    }

    private func prune() {
        let events = store.items(.events)
        guard events.count > limit else { return }
        for event in events.sorted(by: { $0.resourceVersion < $1.resourceVersion }).prefix(events.count - limit) {
            store.remove(.events, ObjectName(event))
        }
    }
}

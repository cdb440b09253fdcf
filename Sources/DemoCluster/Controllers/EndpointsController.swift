import Foundation

/// Services → endpoints and endpoint slices.
struct EndpointsController: Controller {
    let store: ObjectStore
    let names: NameGenerator

    func reconcile() {
        for service in store.items(.services) {
            guard let selector = service["spec", "selector"], !selector.object.isEmpty else { continue }
            let wanted = LabelSelector(spec: selector)
            let pods = store.items(.pods, namespace: service.namespace).filter {
                wanted.matches($0.labels) && !$0.podIP.isEmpty && $0.phase == "Running"
            }
            updateEndpoints(of: service, pods: pods)
            updateSlice(of: service, pods: pods)
        }
    }

    private func updateEndpoints(of service: JSONValue, pods: [JSONValue]) {
        let current = pods.filter { !$0.isTerminating }
        var subset: JSONValue = ["ports": .array(ports(of: service, pods: pods))]
        let ready = current.filter(\.isPodReady).map(address)
        let notReady = current.filter { !$0.isPodReady }.map(address)
        if !ready.isEmpty { subset["addresses"] = .array(ready) }
        if !notReady.isEmpty { subset["notReadyAddresses"] = .array(notReady) }
        let subsets: JSONValue? = current.isEmpty ? nil : [subset]
        var labels = service.labels
        labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller"
        let name = ObjectName(service)
        if store.get(.endpoints, name) == nil {
            store.create(
                .endpoints,
                [
                    "metadata": [
                        "name": .string(name.name), "namespace": .string(name.namespace), "labels": JSONValue(labels),
                    ]
                ])
        }
        store.update(.endpoints, name) { $0.setIfChanged("subsets", subsets, at: store.clock.date) }
    }

    private func address(_ pod: JSONValue) -> JSONValue {
        ["ip": .string(pod.podIP), "nodeName": .string(pod.nodeName), "targetRef": target(pod)]
    }

    private func target(_ pod: JSONValue) -> JSONValue {
        [
            "kind": "Pod", "namespace": .string(pod.namespace), "name": .string(pod.name), "uid": .string(pod.uid),
        ]
    }

    private func updateSlice(of service: JSONValue, pods: [JSONValue]) {
        let endpoints: [JSONValue] = pods.map { pod in
            [
                "addresses": [.string(pod.podIP)], "nodeName": .string(pod.nodeName), "targetRef": target(pod),
                "conditions": [
                    "ready": .bool(pod.isPodReady && !pod.isTerminating), "serving": .bool(pod.isPodReady),
                    "terminating": .bool(pod.isTerminating),
                ],
            ]
        }
        let slice = store.items(.endpointSlices, namespace: service.namespace).first {
            $0.controllerUID == service.uid
        }
        guard let slice = slice ?? create(sliceOf: service) else { return }
        store.update(.endpointSlices, ObjectName(slice)) { object in
            object.setIfChanged("endpoints", .array(endpoints), at: store.clock.date)
            object["ports"] = .array(ports(of: service, pods: pods))
        }
    }

    private func create(sliceOf service: JSONValue) -> JSONValue? {
        var labels = service.labels
        labels["kubernetes.io/service-name"] = service.name
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io"
        return store.create(
            .endpointSlices,
            [
                "metadata": [
                    "name": "\(service.name)-\(names.suffix())", "generateName": "\(service.name)-",
                    "namespace": .string(service.namespace), "labels": JSONValue(labels),
                    "ownerReferences": [.owner(service, .services)],
                ],
                "addressType": "IPv4", "endpoints": [], "ports": [],
            ])
    }

    private func ports(of service: JSONValue, pods: [JSONValue]) -> [JSONValue] {
        (service["spec", "ports"]?.array ?? []).map { port in
            var result: JSONValue = ["protocol": port["protocol"] ?? "TCP"]
            result["name"] = port["name"]
            result["port"] = ServicePort.targetPort(of: port, in: pods.first).map(JSONValue.int)
            return result
        }
    }
}

extension JSONValue {
    /// Sets a member and, only if that changes it, the time of the change that the real controllers note.
    fileprivate mutating func setIfChanged(_ name: String, _ value: JSONValue?, at date: Date) {
        guard self[name] != value else { return }
        self[name] = value
        self["metadata", "annotations", "endpoints.kubernetes.io/last-change-trigger-time"] = .timestamp(date)
    }
}

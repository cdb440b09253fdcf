/// Finds what a service port leads to.
enum ServicePort {
    /// The port number in the pod: a number, or the name of a container port.
    static func targetPort(of port: JSONValue, in pod: JSONValue?) -> Int? {
        let target = port["targetPort"] ?? port["port"]
        guard let name = target?.string else { return target?.int }
        return (pod?["spec", "containers"]?.array ?? []).lazy
            .flatMap { $0["ports"]?.array ?? [] }
            .first { $0["name"]?.string == name }?["containerPort"]?.int
    }

    /// The port of a service by name or number; the only one if none is named.
    static func port(_ wanted: String?, of service: JSONValue) -> JSONValue? {
        let ports = service["spec", "ports"]?.array ?? []
        guard let wanted, !wanted.isEmpty else { return ports.count == 1 ? ports.first : nil }
        return ports.first { $0["name"]?.string == wanted || $0["port"]?.int == Int(wanted) }
    }

    /// The ready pods behind a service, by address.
    static func readyPods(behind service: JSONValue, in store: ObjectStore) -> [JSONValue] {
        guard let selector = service["spec", "selector"], !selector.object.isEmpty else { return [] }
        let wanted = LabelSelector(spec: selector)
        return store.items(.pods, namespace: service.namespace).filter {
            wanted.matches($0.labels) && $0.isPodReady && !$0.isTerminating
        }
    }
}

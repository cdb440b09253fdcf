/// The router's deployment and service, and what is wrong with its process.
struct RouterSetup: Sendable {
    /// The command line of the container, flag and value.
    var arguments: [(flag: String, value: String)] = [
        ("--host", "0.0.0.0"), ("--port", "8000"), ("--service-discovery", "k8s"), ("--k8s-namespace", "default"),
        ("--k8s-port", "8000"), ("--k8s-label-selector", "environment=test,release=test"),
        ("--routing-logic", "session"), ("--session-key", "x-user-id"),
    ]
    /// Readiness and liveness are probed; a pod without probes is Ready as soon as it runs.
    var hasProbes = true
    var serviceSelector = Self.labels
    var faults = RouterFaults()

    static let labels = ["environment": "router", "release": "router"]

    /// Gives a flag another value in its place, or takes it away.
    mutating func set(_ flag: String, to value: String?) {
        let index = arguments.firstIndex { $0.flag == flag }
        switch (index, value) {
        case (let index?, let value?): arguments[index].value = value
        case (let index?, nil): arguments.remove(at: index)
        case (nil, let value?): arguments.append((flag, value))
        case (nil, nil): break
        }
    }
}

/// A pod's containers and what the kubelet says of each.
extension JSONValue {
    enum ContainerList: String, Sendable {
        case main = "containers"
        case initial = "initContainers"

        var statuses: String { self == .main ? "containerStatuses" : "initContainerStatuses" }
    }

    func containers(_ list: ContainerList) -> [JSONValue] { self["spec", list.rawValue]?.array ?? [] }

    func containerStatuses(_ list: ContainerList) -> [JSONValue] { self["status", list.statuses]?.array ?? [] }

    /// Of a container: an init container that stays beside the main ones.
    var isNativeSidecar: Bool { self["restartPolicy"]?.string == "Always" }

    /// Of a container or its status.
    var containerName: String { self["name"]?.string ?? "" }

    /// Those that run as long as the pod does: native sidecars, then the main ones.
    var lastingContainers: [JSONValue] { containers(.initial).filter(\.isNativeSidecar) + containers(.main) }

    func containerStatus(_ name: String) -> JSONValue? {
        (containerStatuses(.main) + containerStatuses(.initial)).first { $0.containerName == name }
    }

    mutating func updateContainerStatus(_ name: String, _ change: (inout JSONValue) -> Void) {
        for list in [ContainerList.initial, .main] {
            var statuses = containerStatuses(list)
            guard let index = statuses.firstIndex(where: { $0.containerName == name }) else { continue }
            change(&statuses[index])
            self["status", list.statuses] = .array(statuses)
        }
    }

    /// The container that serves in the demo's pods, and in others the first.
    var servingContainer: JSONValue? {
        containers(.main).first { $0.containerName == EngineObjects.container } ?? containers(.main).first
    }

    /// The status of that container.
    var containerStatus: JSONValue? { servingContainer.flatMap { containerStatus($0.containerName) } }
}

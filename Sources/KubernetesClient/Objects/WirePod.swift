import ClusterModel

/// `Pod` of core/v1.
struct WirePod: WireObject {
    struct Spec: Decodable, Sendable {
        var nodeName: String?
        var hostNetwork: Bool?
        var hostname: String?
        var subdomain: String?
        var containers: [Tolerant<SpecContainer>]?
        var initContainers: [Tolerant<SpecContainer>]?
        var terminationGracePeriodSeconds: Int?
    }
    struct SpecContainer: Decodable, Sendable {
        var name: String
        var image: String?
        var command: [String]?
        var args: [String]?
        var readinessProbe: Probe?
        var livenessProbe: Probe?
        var resources: Tolerant<Resources>?
        var ports: [Tolerant<Port>]?
        var restartPolicy: String?
    }
    struct Port: Decodable, Sendable {
        var name: String?
        var containerPort: Int
    }
    /// Only whether there is one.
    struct Probe: Decodable, Sendable {}
    struct Resources: Decodable, Sendable { var requests: [String: Tolerant<IntOrString>]? }
    struct Status: Decodable, Sendable {
        var phase: String?
        var reason: String?
        var podIP: String?
        var podIPs: [Tolerant<Address>]?
        var conditions: [Tolerant<Condition>]?
        var containerStatuses: [Tolerant<WireContainerStatus>]?
        var initContainerStatuses: [Tolerant<WireContainerStatus>]?
    }
    struct Address: Decodable, Sendable { var ip: String? }
    struct Condition: Decodable, Sendable {
        var type: String
        var status: String
        var reason: String?
        var message: String?
    }

    var metadata: WireMetadata?
    var spec: Spec?
    var status: Status?

    var model: Pod? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        let conditions = (status?.conditions ?? []).compactMap(\.value)
        let scheduled = conditions.first { $0.type == "PodScheduled" }
        let disruption = conditions.first { $0.type == "DisruptionTarget" && $0.status == "True" }
        let ips = (status?.podIPs ?? []).compactMap { $0.value?.ip }.filter { !$0.isEmpty }
        return Pod(
            identity: PodIdentity(name: name, uid: uid), namespace: metadata.namespace ?? "",
            labels: metadata.labels ?? [:], phase: status?.phase ?? "Pending", reason: status?.reason,
            ip: status?.podIP.flatMap { $0.isEmpty ? nil : $0 } ?? ips.first, ips: ips,
            isOnHostNetwork: spec?.hostNetwork ?? false, hostname: spec?.hostname, subdomain: spec?.subdomain,
            node: spec?.nodeName, createdAt: metadata.creationTimestamp.flatMap(Timestamp.parse) ?? 0,
            isTerminating: metadata.isTerminating, deletionDue: metadata.deletionTimestamp.flatMap(Timestamp.parse),
            deletionGracePeriod: metadata.deletionGracePeriodSeconds, ownGracePeriod: spec?.terminationGracePeriodSeconds,
            isReady: conditions.contains { $0.type == "Ready" && $0.status == "True" },
            isScheduled: scheduled?.status == "True",
            unschedulableReason: scheduled?.status == "False" ? scheduled?.message : nil,
            containers: Self.containers(spec?.containers, status?.containerStatuses),
            initContainers: Self.containers(spec?.initContainers, status?.initContainerStatuses),
            defaultContainer: metadata.annotations?.defaultContainer, owner: metadata.owner, ownerKind: metadata.ownerKind,
            disruption: disruption.map { PodDisruption(reason: $0.reason ?? "", message: $0.message ?? "") },
            resourceVersion: metadata.resourceVersion ?? "")
    }

    /// The containers of the spec, in its order, each with its status where there is one yet.
    private static func containers(
        _ declared: [Tolerant<SpecContainer>]?, _ statuses: [Tolerant<WireContainerStatus>]?
    ) -> [Container] {
        let statuses = (statuses ?? []).compactMap(\.value)
        return (declared ?? []).compactMap(\.value).map { declared in
            var container = declared.model
            if let status = statuses.first(where: { $0.name == declared.name }) {
                container.isReady = status.ready ?? false
                container.hasStarted = status.started ?? false
                container.restarts = status.restartCount ?? 0
                container.state = status.state?.model ?? .waiting(reason: nil)
                container.lastTermination = status.lastState?.terminated?.model
            }
            return container
        }
    }
}

extension WirePod.SpecContainer {
    fileprivate var model: Container {
        Container(
            name: name, image: image ?? "", arguments: KeyFlags.redacted((command ?? []) + (args ?? [])),
            hasReadinessProbe: readinessProbe != nil, hasLivenessProbe: livenessProbe != nil,
            requests: (resources?.value?.requests ?? [:]).compactMapValues { $0.value?.text },
            ports: (ports ?? []).compactMap(\.value).map { ContainerPort(name: $0.name, port: $0.containerPort) },
            isSidecar: restartPolicy == "Always")
    }
}

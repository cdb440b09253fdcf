import ClusterModel

/// `Pod` of core/v1.
struct WirePod: WireObject {
    struct Spec: Decodable, Sendable {
        var nodeName: String?
        var containers: [Tolerant<SpecContainer>]?
    }
    struct SpecContainer: Decodable, Sendable {
        var name: String
        var image: String?
        var command: [String]?
        var args: [String]?
        var readinessProbe: Probe?
        var livenessProbe: Probe?
        var resources: Tolerant<Resources>?
    }
    /// Only whether there is one.
    struct Probe: Decodable, Sendable {}
    struct Resources: Decodable, Sendable { var requests: [String: Tolerant<IntOrString>]? }
    struct Status: Decodable, Sendable {
        var phase: String?
        var reason: String?
        var podIP: String?
        var conditions: [Tolerant<Condition>]?
        var containerStatuses: [Tolerant<WireContainerStatus>]?
    }
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
        return Pod(
            identity: PodIdentity(name: name, uid: uid), namespace: metadata.namespace ?? "",
            labels: metadata.labels ?? [:], phase: status?.phase ?? "Pending", reason: status?.reason,
            ip: status?.podIP.flatMap { $0.isEmpty ? nil : $0 }, node: spec?.nodeName,
            createdAt: metadata.creationTimestamp.flatMap(Timestamp.parse) ?? 0,
            isTerminating: metadata.deletionTimestamp != nil,
            deletionGracePeriod: metadata.deletionGracePeriodSeconds,
            isReady: conditions.contains { $0.type == "Ready" && $0.status == "True" },
            isScheduled: scheduled?.status == "True",
            unschedulableReason: scheduled?.status == "False" ? scheduled?.message : nil, containers: containers,
            owner: metadata.owner,
            disruption: disruption.map { PodDisruption(reason: $0.reason ?? "", message: $0.message ?? "") },
            resourceVersion: metadata.resourceVersion ?? "")
    }

    /// The containers of the spec, in its order, each with its status where there is one yet.
    private var containers: [Container] {
        let statuses = (status?.containerStatuses ?? []).compactMap(\.value)
        return (spec?.containers ?? []).compactMap(\.value).map { declared in
            var container = Container(
                name: declared.name, image: declared.image ?? "",
                arguments: KeyFlags.redacted((declared.command ?? []) + (declared.args ?? [])),
                hasReadinessProbe: declared.readinessProbe != nil, hasLivenessProbe: declared.livenessProbe != nil,
                requests: (declared.resources?.value?.requests ?? [:]).compactMapValues { $0.value?.text })
            if let status = statuses.first(where: { $0.name == declared.name }) {
                container.isReady = status.ready ?? false
                container.restarts = status.restartCount ?? 0
                container.state = status.state?.model ?? .waiting(reason: nil)
                container.lastTermination = status.lastState?.terminated?.model
            }
            return container
        }
    }
}

import ClusterModel

/// `Deployment` of apps/v1.
struct WireDeployment: WireObject {
    struct Spec: Decodable, Sendable {
        var replicas: Int?
        var selector: WireLabelSelector?
    }
    struct Status: Decodable, Sendable { var readyReplicas: Int? }

    var metadata: WireMetadata?
    var spec: Spec?
    var status: Status?

    var model: Deployment? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        // The API defaults an absent `replicas` to 1.
        return Deployment(
            uid: uid, name: name, namespace: metadata.namespace ?? "", labels: metadata.labels ?? [:],
            selector: spec?.selector?.model ?? [:], replicas: spec?.replicas ?? 1,
            readyReplicas: status?.readyReplicas ?? 0, revision: metadata.revision)
    }
}

/// `ReplicaSet` of apps/v1.
struct WireReplicaSet: WireObject {
    struct Spec: Decodable, Sendable { var replicas: Int? }

    var metadata: WireMetadata?
    var spec: Spec?

    var model: ReplicaSet? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        return ReplicaSet(
            uid: uid, name: name, namespace: metadata.namespace ?? "", owner: metadata.owner,
            replicas: spec?.replicas ?? 1, revision: metadata.revision, isTerminating: metadata.isTerminating)
    }
}

/// `StatefulSet` of apps/v1.
struct WireStatefulSet: WireObject {
    struct Spec: Decodable, Sendable {
        struct Ordinals: Decodable, Sendable { var start: Int? }
        struct Strategy: Decodable, Sendable {
            struct RollingUpdate: Decodable, Sendable { var partition: Int? }
            var rollingUpdate: RollingUpdate?
        }
        var replicas: Int?
        var ordinals: Ordinals?
        var updateStrategy: Strategy?
    }
    struct Status: Decodable, Sendable { var updateRevision: String? }

    var metadata: WireMetadata?
    var spec: Spec?
    var status: Status?

    var model: StatefulSet? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        return StatefulSet(
            uid: uid, name: name, namespace: metadata.namespace ?? "", owner: metadata.owner, ownerKind: metadata.ownerKind,
            replicas: spec?.replicas ?? 1, firstOrdinal: spec?.ordinals?.start ?? 0,
            partition: spec?.updateStrategy?.rollingUpdate?.partition ?? 0,
            updateRevision: status?.updateRevision, isTerminating: metadata.isTerminating)
    }
}

/// `Service` of core/v1.
struct WireService: WireObject {
    struct Spec: Decodable, Sendable {
        var selector: [String: String]?
        var ports: [Tolerant<Port>]?
        var clusterIPs: [String]?
        var clusterIP: String?
    }
    struct Port: Decodable, Sendable {
        var name: String?
        var port: Int
        var appProtocol: String?
    }

    var metadata: WireMetadata?
    var spec: Spec?

    var model: Service? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        let ports = (spec?.ports ?? []).compactMap(\.value).map {
            ServicePort(name: $0.name, port: $0.port, appProtocol: $0.appProtocol)
        }
        let addresses = spec?.clusterIPs ?? spec?.clusterIP.map { [$0] } ?? []
        return Service(
            uid: uid, name: name, namespace: metadata.namespace ?? "", labels: metadata.labels ?? [:],
            selector: spec?.selector ?? [:], ports: ports, clusterIPs: addresses.filter { !["", "None"].contains($0) })
    }
}

/// `EndpointSlice` of discovery.k8s.io/v1.
struct WireEndpointSlice: WireObject {
    struct Endpoint: Decodable, Sendable {
        struct Conditions: Decodable, Sendable {
            var ready: Bool?
            var terminating: Bool?
        }
        struct Target: Decodable, Sendable {
            var kind: String?
            var name: String?
            var uid: String?
        }
        var addresses: [String]?
        var conditions: Conditions?
        var targetRef: Target?
    }

    var metadata: WireMetadata?
    var endpoints: [Tolerant<Endpoint>]?

    var model: EndpointSlice? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        return EndpointSlice(
            uid: uid, name: name, namespace: metadata.namespace ?? "",
            service: metadata.labels?["kubernetes.io/service-name"],
            endpoints: (endpoints ?? []).compactMap(\.value).map(\.model))
    }
}

extension WireEndpointSlice.Endpoint {
    fileprivate var model: ClusterModel.Endpoint {
        var pod: PodIdentity?
        if let target = targetRef, target.kind == "Pod", let name = target.name {
            pod = PodIdentity(name: name, uid: target.uid ?? "")
        }
        return ClusterModel.Endpoint(
            addresses: addresses ?? [], isReady: conditions?.ready ?? true,
            isTerminating: conditions?.terminating ?? false, pod: pod)
    }
}

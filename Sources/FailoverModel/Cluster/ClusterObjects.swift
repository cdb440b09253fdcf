/// What failtop needs of a deployment.
public struct Deployment: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    public var namespace: String
    public var labels: [String: String] = [:]
    public var selector: [String: String] = [:]
    public var replicas: Int = 0
    public var readyReplicas: Int = 0
    /// The annotation `deployment.kubernetes.io/revision`.
    public var revision: Int? = nil

    public init(
        uid: String, name: String, namespace: String, labels: [String: String] = [:], selector: [String: String] = [:],
        replicas: Int = 0, readyReplicas: Int = 0, revision: Int? = nil
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.selector = selector
        self.replicas = replicas
        self.readyReplicas = readyReplicas
        self.revision = revision
    }
}

/// What failtop needs of a service.
public struct Service: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    public var namespace: String
    public var labels: [String: String] = [:]
    public var selector: [String: String] = [:]
    public var ports: [ServicePort] = []

    public init(
        uid: String, name: String, namespace: String, labels: [String: String] = [:], selector: [String: String] = [:],
        ports: [ServicePort] = []
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.selector = selector
        self.ports = ports
    }
}

public struct ServicePort: Sendable, Equatable, Codable {
    public var name: String? = nil
    public var port: Int

    public init(name: String? = nil, port: Int) {
        self.name = name
        self.port = port
    }
}

/// What failtop needs of an EndpointSlice (discovery.k8s.io/v1).
public struct EndpointSlice: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    public var namespace: String
    /// The label `kubernetes.io/service-name`.
    public var service: String? = nil
    public var endpoints: [Endpoint] = []

    public init(uid: String, name: String, namespace: String, service: String? = nil, endpoints: [Endpoint] = []) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.service = service
        self.endpoints = endpoints
    }
}

public struct Endpoint: Sendable, Equatable, Codable {
    public var addresses: [String]
    /// Absent means true, as the API says.
    public var isReady: Bool = true
    public var isTerminating: Bool = false
    /// `targetRef`, when it is a pod.
    public var pod: PodIdentity? = nil

    public init(addresses: [String], isReady: Bool = true, isTerminating: Bool = false, pod: PodIdentity? = nil) {
        self.addresses = addresses
        self.isReady = isReady
        self.isTerminating = isTerminating
        self.pod = pod
    }
}

/// A Kubernetes Event object. Named so that it is not taken for an `Event` of the model.
public struct ClusterEvent: Sendable, Equatable, Codable {
    public var uid: String
    /// `Normal` or `Warning`.
    public var type: String = "Normal"
    public var reason: String = ""
    public var message: String = ""
    public var objectKind: String = ""
    public var objectName: String = ""
    public var objectUID: String? = nil
    public var count: Int = 1
    /// Unix time in seconds of its last occurrence.
    public var lastSeen: Double? = nil

    public init(
        uid: String, type: String = "Normal", reason: String = "", message: String = "", objectKind: String = "",
        objectName: String = "", objectUID: String? = nil, count: Int = 1, lastSeen: Double? = nil
    ) {
        self.uid = uid
        self.type = type
        self.reason = reason
        self.message = message
        self.objectKind = objectKind
        self.objectName = objectName
        self.objectUID = objectUID
        self.count = count
        self.lastSeen = lastSeen
    }
}

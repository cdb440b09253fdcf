/// What failtop needs of a deployment.
package struct Deployment: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    package var labels: [String: String] = [:]
    package var selector: LabelSelector = [:]
    package var replicas: Int = 0
    package var readyReplicas: Int = 0
    /// The annotation `deployment.kubernetes.io/revision`.
    package var revision: Int? = nil

    package init(
        uid: String, name: String, namespace: String, labels: [String: String] = [:], selector: LabelSelector = [:],
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
package struct Service: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    package var labels: [String: String] = [:]
    package var selector: [String: String] = [:]
    package var ports: [ServicePort] = []
    /// `spec.clusterIPs`; none for a headless service.
    package var clusterIPs: [String] = []

    package init(
        uid: String, name: String, namespace: String, labels: [String: String] = [:], selector: [String: String] = [:],
        ports: [ServicePort] = [], clusterIPs: [String] = []
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.selector = selector
        self.ports = ports
        self.clusterIPs = clusterIPs
    }

    /// A service without a selector selects nothing.
    package func selects(_ labels: [String: String]) -> Bool { !selector.isEmpty && LabelSelector(selector).matches(labels) }
}

package struct ServicePort: Sendable, Equatable, Codable {
    package var name: String? = nil
    package var port: Int
    /// `https` and the like, where the service says so.
    package var appProtocol: String? = nil

    package init(name: String? = nil, port: Int, appProtocol: String? = nil) {
        self.name = name
        self.port = port
        self.appProtocol = appProtocol
    }

    /// It speaks TLS: by what it says of itself, by its name (`https`, `https-web`), or by the well-known number.
    package var speaksTLS: Bool {
        if let appProtocol { return appProtocol.lowercased() == "https" }
        let name = (name ?? "").lowercased()
        if name == "https" || name.hasPrefix("https-") { return true }
        return port == 443 && name != "http" && !name.hasPrefix("http-")
    }
}

/// What failtop needs of an EndpointSlice (discovery.k8s.io/v1).
package struct EndpointSlice: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    /// The label `kubernetes.io/service-name`.
    package var service: String? = nil
    package var endpoints: [Endpoint] = []

    package init(uid: String, name: String, namespace: String, service: String? = nil, endpoints: [Endpoint] = []) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.service = service
        self.endpoints = endpoints
    }
}

package struct Endpoint: Sendable, Equatable, Codable {
    package var addresses: [String]
    /// Absent means true, as the API says.
    package var isReady: Bool = true
    package var isTerminating: Bool = false
    /// `targetRef`, when it is a pod.
    package var pod: PodIdentity? = nil

    package init(addresses: [String], isReady: Bool = true, isTerminating: Bool = false, pod: PodIdentity? = nil) {
        self.addresses = addresses
        self.isReady = isReady
        self.isTerminating = isTerminating
        self.pod = pod
    }
}

/// A Kubernetes Event object. Named so that it is not taken for an `Event` of the model.
package struct ClusterEvent: Sendable, Equatable, Codable {
    package var uid: String
    /// `Normal` or `Warning`.
    package var type: String = "Normal"
    package var reason: String = ""
    package var message: String = ""
    package var objectKind: String = ""
    package var objectName: String = ""
    package var objectUID: String? = nil
    package var count: Int = 1
    /// Unix time in seconds of its last occurrence.
    package var lastSeen: Double? = nil

    package init(
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

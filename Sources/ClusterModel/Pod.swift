/// A pod's name and uid. Two pods may share a name over time, never a uid.
package struct PodIdentity: Sendable, Hashable, Codable {
    package var name: String
    package var uid: String

    package init(name: String, uid: String) {
        self.name = name
        self.uid = uid
    }

    /// The first eight characters of the uid, as shown to the operator.
    package var shortUID: String { String(uid.prefix(8)) }
}

/// What failtop needs to know of a pod, as the API server tells it.
package struct Pod: Sendable, Equatable, Codable {
    package var identity: PodIdentity
    package var namespace: String
    package var labels: [String: String] = [:]
    /// `status.phase`: Pending, Running, Succeeded, Failed or Unknown.
    package var phase: String = "Pending"
    /// `status.reason`, for example `Evicted`.
    package var reason: String? = nil
    package var ip: String? = nil
    /// `status.podIPs`: of both families where the cluster has two; `ip` is the first.
    package var ips: [String] = []
    /// Its addresses are those of its node, and other pods may have them too.
    package var isOnHostNetwork: Bool = false
    /// `spec.hostname` and `spec.subdomain`: its name in DNS, where it has one.
    package var hostname: String? = nil
    package var subdomain: String? = nil
    package var node: String? = nil
    /// Unix time in seconds of `metadata.creationTimestamp`.
    package var createdAt: Double = 0
    /// `metadata.deletionTimestamp` is set.
    package var isTerminating: Bool = false
    /// Unix time in seconds of `metadata.deletionTimestamp`: when its grace is over.
    package var deletionDue: Double? = nil
    package var deletionGracePeriod: Int? = nil
    /// `spec.terminationGracePeriodSeconds`.
    package var ownGracePeriod: Int? = nil
    /// The `Ready` condition is True.
    package var isReady: Bool = false
    /// The `PodScheduled` condition is True.
    package var isScheduled: Bool = false
    /// The message of a `PodScheduled` condition that is False.
    package var unschedulableReason: String? = nil
    package var containers: [Container] = []
    /// In the order in which they run; those that go on running are sidecars.
    package var initContainers: [Container] = []
    /// The annotation `kubectl.kubernetes.io/default-container`.
    package var defaultContainer: String? = nil
    /// The name of the controlling owner, for example the replica set.
    package var owner: String? = nil
    /// `ReplicaSet`, `StatefulSet`, `RayCluster`, `Job` …
    package var ownerKind: String? = nil
    /// Who takes it away, where the API says so.
    package var disruption: PodDisruption? = nil
    package var resourceVersion: String = ""

    package init(
        identity: PodIdentity, namespace: String, labels: [String: String] = [:], phase: String = "Pending",
        reason: String? = nil, ip: String? = nil, ips: [String] = [], isOnHostNetwork: Bool = false,
        hostname: String? = nil, subdomain: String? = nil, node: String? = nil, createdAt: Double = 0,
        isTerminating: Bool = false, deletionDue: Double? = nil, deletionGracePeriod: Int? = nil,
        ownGracePeriod: Int? = nil, isReady: Bool = false, isScheduled: Bool = false, unschedulableReason: String? = nil, containers: [Container] = [],
        initContainers: [Container] = [], defaultContainer: String? = nil, owner: String? = nil, ownerKind: String? = nil,
        disruption: PodDisruption? = nil, resourceVersion: String = ""
    ) {
        self.identity = identity
        self.namespace = namespace
        self.labels = labels
        self.phase = phase
        self.reason = reason
        self.ip = ip
        self.ips = ips
        self.isOnHostNetwork = isOnHostNetwork
        self.hostname = hostname
        self.subdomain = subdomain
        self.node = node
        self.createdAt = createdAt
        self.isTerminating = isTerminating
        self.deletionDue = deletionDue
        self.deletionGracePeriod = deletionGracePeriod
        self.ownGracePeriod = ownGracePeriod
        self.isReady = isReady
        self.isScheduled = isScheduled
        self.unschedulableReason = unschedulableReason
        self.containers = containers
        self.initContainers = initContainers
        self.defaultContainer = defaultContainer
        self.owner = owner
        self.ownerKind = ownerKind
        self.disruption = disruption
        self.resourceVersion = resourceVersion
    }

    package var name: String { identity.name }
    package var uid: String { identity.uid }
    /// All of its addresses.
    package var addresses: [String] { ips.isEmpty ? ip.map { [$0] } ?? [] : ips }
}

/// One container of a pod and how it is doing.
package struct Container: Sendable, Equatable, Codable {
    package var name: String
    package var image: String = ""
    package var arguments: [String] = []
    package var isReady: Bool = false
    package var restarts: Int = 0
    package var state: ContainerState = .waiting(reason: nil)
    /// How the previous run of this container ended.
    package var lastTermination: Termination? = nil
    package var hasReadinessProbe: Bool = false
    package var hasLivenessProbe: Bool = false
    /// `resources.requests` as written.
    package var requests: [String: String] = [:]
    package var ports: [ContainerPort] = []
    /// `restartPolicy: Always` of an init container: it starts before the others and goes on running.
    package var isSidecar: Bool = false
    /// `started` of its status: a sidecar that has is done with its part of the initialization.
    package var hasStarted: Bool = false

    package init(
        name: String, image: String = "", arguments: [String] = [], isReady: Bool = false, restarts: Int = 0,
        state: ContainerState = .waiting(reason: nil), lastTermination: Termination? = nil,
        hasReadinessProbe: Bool = false, hasLivenessProbe: Bool = false, requests: [String: String] = [:],
        ports: [ContainerPort] = [], isSidecar: Bool = false, hasStarted: Bool = false
    ) {
        self.name = name
        self.image = image
        self.arguments = arguments
        self.isReady = isReady
        self.restarts = restarts
        self.state = state
        self.lastTermination = lastTermination
        self.hasReadinessProbe = hasReadinessProbe
        self.hasLivenessProbe = hasLivenessProbe
        self.requests = requests
        self.ports = ports
        self.isSidecar = isSidecar
        self.hasStarted = hasStarted
    }
}

/// A port that a container declares.
package struct ContainerPort: Sendable, Equatable, Codable {
    package var name: String?
    package var port: Int

    package init(name: String? = nil, port: Int) {
        self.name = name
        self.port = port
    }
}

/// `containerStatuses[].state`.
package enum ContainerState: Sendable, Equatable, Codable {
    case waiting(reason: String?)
    /// Unix time in seconds.
    case running(since: Double?)
    case terminated(Termination)
}

/// How a container ended.
package struct Termination: Sendable, Equatable, Codable {
    package var exitCode: Int
    package var signal: Int? = nil
    /// For example `OOMKilled`, `Error`, `Completed`.
    package var reason: String? = nil
    /// Unix time in seconds.
    package var finishedAt: Double? = nil
    /// What the container left as its last words: a file of its own, or the end of its log where the pod asks for that
    /// (`terminationMessagePolicy: FallbackToLogsOnError`).
    package var message: String? = nil

    package init(exitCode: Int, signal: Int? = nil, reason: String? = nil, finishedAt: Double? = nil, message: String? = nil) {
        self.message = message
        self.exitCode = exitCode
        self.signal = signal
        self.reason = reason
        self.finishedAt = finishedAt
    }
}

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
    package var node: String? = nil
    /// Unix time in seconds of `metadata.creationTimestamp`.
    package var createdAt: Double = 0
    /// `metadata.deletionTimestamp` is set.
    package var isTerminating: Bool = false
    package var deletionGracePeriod: Int? = nil
    /// The `Ready` condition is True.
    package var isReady: Bool = false
    /// The `PodScheduled` condition is True.
    package var isScheduled: Bool = false
    /// The message of a `PodScheduled` condition that is False.
    package var unschedulableReason: String? = nil
    package var containers: [Container] = []
    /// The name of the controlling owner, for example the replica set.
    package var owner: String? = nil
    /// Who takes it away, where the API says so.
    package var disruption: PodDisruption? = nil
    package var resourceVersion: String = ""

    package init(
        identity: PodIdentity, namespace: String, labels: [String: String] = [:], phase: String = "Pending",
        reason: String? = nil, ip: String? = nil, node: String? = nil, createdAt: Double = 0,
        isTerminating: Bool = false, deletionGracePeriod: Int? = nil, isReady: Bool = false, isScheduled: Bool = false,
        unschedulableReason: String? = nil, containers: [Container] = [], owner: String? = nil,
        disruption: PodDisruption? = nil, resourceVersion: String = ""
    ) {
        self.identity = identity
        self.namespace = namespace
        self.labels = labels
        self.phase = phase
        self.reason = reason
        self.ip = ip
        self.node = node
        self.createdAt = createdAt
        self.isTerminating = isTerminating
        self.deletionGracePeriod = deletionGracePeriod
        self.isReady = isReady
        self.isScheduled = isScheduled
        self.unschedulableReason = unschedulableReason
        self.containers = containers
        self.owner = owner
        self.disruption = disruption
        self.resourceVersion = resourceVersion
    }

    package var name: String { identity.name }
    package var uid: String { identity.uid }
    package var restarts: Int { containers.reduce(0) { $0 + $1.restarts } }
    package var readyContainers: Int { containers.count { $0.isReady } }
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

    package init(
        name: String, image: String = "", arguments: [String] = [], isReady: Bool = false, restarts: Int = 0,
        state: ContainerState = .waiting(reason: nil), lastTermination: Termination? = nil,
        hasReadinessProbe: Bool = false, hasLivenessProbe: Bool = false, requests: [String: String] = [:]
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

    package init(exitCode: Int, signal: Int? = nil, reason: String? = nil, finishedAt: Double? = nil) {
        self.exitCode = exitCode
        self.signal = signal
        self.reason = reason
        self.finishedAt = finishedAt
    }
}

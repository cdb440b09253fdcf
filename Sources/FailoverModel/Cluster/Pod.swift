/// A pod's name and uid. Two pods may share a name over time, never a uid.
public struct PodIdentity: Sendable, Hashable, Codable {
    public var name: String
    public var uid: String

    public init(name: String, uid: String) {
        self.name = name
        self.uid = uid
    }

    /// The first eight characters of the uid, as shown to the operator.
    public var shortUID: String { String(uid.prefix(8)) }
}

/// What failtop needs to know of a pod, as the API server tells it.
public struct Pod: Sendable, Equatable, Codable {
    public var identity: PodIdentity
    public var namespace: String
    public var labels: [String: String] = [:]
    /// `status.phase`: Pending, Running, Succeeded, Failed or Unknown.
    public var phase: String = "Pending"
    /// `status.reason`, for example `Evicted`.
    public var reason: String? = nil
    public var ip: String? = nil
    public var node: String? = nil
    /// Unix time in seconds of `metadata.creationTimestamp`.
    public var createdAt: Double = 0
    /// `metadata.deletionTimestamp` is set.
    public var isTerminating: Bool = false
    public var deletionGracePeriod: Int? = nil
    /// The `Ready` condition is True.
    public var isReady: Bool = false
    /// The `PodScheduled` condition is True.
    public var isScheduled: Bool = false
    /// The message of a `PodScheduled` condition that is False.
    public var unschedulableReason: String? = nil
    public var containers: [Container] = []
    /// The name of the controlling owner, for example the replica set.
    public var owner: String? = nil
    /// Who takes it away, where the API says so.
    public var disruption: PodDisruption? = nil
    public var resourceVersion: String = ""

    public init(
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

    public var name: String { identity.name }
    public var uid: String { identity.uid }
    public var restarts: Int { containers.reduce(0) { $0 + $1.restarts } }
    public var readyContainers: Int { containers.count { $0.isReady } }
}

/// One container of a pod and how it is doing.
public struct Container: Sendable, Equatable, Codable {
    public var name: String
    public var image: String = ""
    public var arguments: [String] = []
    public var isReady: Bool = false
    public var restarts: Int = 0
    public var state: ContainerState = .waiting(reason: nil)
    /// How the previous run of this container ended.
    public var lastTermination: Termination? = nil
    public var hasReadinessProbe: Bool = false
    public var hasLivenessProbe: Bool = false
    /// `resources.requests` as written.
    public var requests: [String: String] = [:]

    public init(
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

/// Older recordings lack keys.
extension Container {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try values.decode(String.self, forKey: .name),
            image: try values.decodeIfPresent(String.self, forKey: .image) ?? "",
            arguments: try values.decodeIfPresent([String].self, forKey: .arguments) ?? [],
            isReady: try values.decodeIfPresent(Bool.self, forKey: .isReady) ?? false,
            restarts: try values.decodeIfPresent(Int.self, forKey: .restarts) ?? 0,
            state: try values.decodeIfPresent(ContainerState.self, forKey: .state) ?? .waiting(reason: nil),
            lastTermination: try values.decodeIfPresent(Termination.self, forKey: .lastTermination),
            hasReadinessProbe: try values.decodeIfPresent(Bool.self, forKey: .hasReadinessProbe) ?? false,
            hasLivenessProbe: try values.decodeIfPresent(Bool.self, forKey: .hasLivenessProbe) ?? false,
            requests: try values.decodeIfPresent([String: String].self, forKey: .requests) ?? [:])
    }
}

/// `containerStatuses[].state`.
public enum ContainerState: Sendable, Equatable, Codable {
    case waiting(reason: String?)
    /// Unix time in seconds.
    case running(since: Double?)
    case terminated(Termination)
}

/// How a container ended.
public struct Termination: Sendable, Equatable, Codable {
    public var exitCode: Int
    public var signal: Int? = nil
    /// For example `OOMKilled`, `Error`, `Completed`.
    public var reason: String? = nil
    /// Unix time in seconds.
    public var finishedAt: Double? = nil

    public init(exitCode: Int, signal: Int? = nil, reason: String? = nil, finishedAt: Double? = nil) {
        self.exitCode = exitCode
        self.signal = signal
        self.reason = reason
        self.finishedAt = finishedAt
    }
}

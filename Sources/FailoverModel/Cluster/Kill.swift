/// How a pod is killed; the words of `kubectl delete`.
public enum KillKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Grace 1 s: SIGTERM, then SIGKILL.
    case now
    /// Grace 0: the API object goes at once, the process a moment later.
    case force
    /// The pod's own grace period; engines may drain.
    case graceful
    /// The Eviction API: respects disruption budgets.
    case evict

    /// `gracePeriodSeconds` to send; nil leaves the pod's own.
    public var gracePeriod: Int? {
        switch self {
        case .now: 1
        case .force: 0
        case .graceful, .evict: nil
        }
    }
}

/// A kill that the operator confirmed. The uid makes sure that it hits the pod that was shown, or nothing.
public struct KillOrder: Sendable, Hashable, Codable {
    public var pod: PodIdentity
    public var namespace: String
    public var kind: KillKind

    public init(pod: PodIdentity, namespace: String, kind: KillKind) {
        self.pod = pod
        self.namespace = namespace
        self.kind = kind
    }
}

/// Why nothing was killed.
public enum KillRefusal: Sendable, Equatable, Codable {
    /// 409 on the uid, or 404: the pod that was shown is gone already.
    case alreadyReplaced(String)
    case forbidden(String)
    /// 429 with the cause `DisruptionBudget`.
    case budget(String)
    /// Another answer of the 400s, such as a server too busy to begin.
    case rejected(String)
    /// No connection came about: the request was never sent.
    case notSent(String)
    /// Only in older recordings, for an answer that was lost as well as for one that said no: it tells no more than
    /// `KubernetesFact.killUnknown`.
    case failed(String)

    public var message: String {
        switch self {
        case .alreadyReplaced(let text), .forbidden(let text), .budget(let text), .rejected(let text), .notSent(let text),
            .failed(let text):
            text
        }
    }
}

import ClusterModel

/// Who or what caused an incident.
package enum IncidentCause: Sendable, Equatable, Codable {
    /// The operator of this board.
    case killedHere(KillKind)
    /// The same, where the API server's answer was lost and the pod's end alone tells that it was carried out.
    case killedUnanswered(KillKind)
    /// Deleted by someone else.
    case deleted
    /// Its container ended by itself, or was killed for its memory.
    case crashed(Termination)
    /// Its container was killed because it failed its liveness probe.
    case livenessFailed
    /// Not ready any more, without being deleted.
    case unready
    /// Ready, with requests under way, and makes no token.
    case frozen
    /// Evicted by the kubelet or by someone else's eviction.
    case evicted(String)
    /// It gave way to a pod of higher priority.
    case preempted
    /// Evicted from a node that had been cordoned.
    case drained(node: String)
    /// Its node cannot be reached.
    case nodeLost(node: String)
    /// Its owner was made smaller.
    case scaledDown
    /// Its owner goes over to a newer revision.
    case rolledOut(revision: String)
    /// What made it was deleted: `deployment/x`.
    case ownerDeleted(String)
    /// The router serves nobody.
    case router(RouterFault)

    package var isOurs: Bool {
        switch self {
        case .killedHere, .killedUnanswered: true
        default: false
        }
    }

    /// A change that somebody wanted, and no fault.
    package var isPlanned: Bool {
        switch self {
        case .scaledDown, .rolledOut, .ownerDeleted: true
        default: false
        }
    }

    /// What the router suffers from; nil where an engine was lost.
    package var routerFault: RouterFault? { if case .router(let fault) = self { fault } else { nil } }

    /// No engine is to blame.
    package var isOfRouter: Bool { routerFault != nil }

    /// The service serves, though not as well as somebody wants.
    package var isOfLimit: Bool { routerFault?.isOfLimit == true }

    /// What is the matter, or how it is over, where no engine was lost.
    package func recovery(isOver: Bool) -> String? {
        routerFault.map { isOver ? $0.over : $0.soFar }
    }

    /// The pod itself may come back.
    var canHeal: Bool {
        switch self {
        case .crashed, .livenessFailed, .unready, .frozen, .nodeLost: true
        default: false
        }
    }

    /// What became of the pod, as said of it: `A crashed (exit 1)`.
    package var predicate: String {
        switch self {
        case .killedHere(let kind): "was killed from here (\(kind.rawValue))"
        case .killedUnanswered(let kind): "was killed from here (\(kind.rawValue)), the API's answer was lost"
        case .deleted: "was deleted"
        case .crashed(let end) where end.reason == "OOMKilled": "was OOM-killed (exit \(end.exitCode))"
        case .crashed(let end): "crashed (exit \(end.exitCode)\(end.reason.map { ", \($0)" } ?? ""))"
        case .livenessFailed: "failed its liveness probe"
        case .unready: "lost its readiness"
        case .frozen: "froze: it is Ready, has requests under way and makes no token"
        case .evicted(let reason): "was evicted (\(reason))"
        case .preempted: "was preempted"
        case .drained(let node): "was drained with \(node)"
        case .nodeLost(let node): "went with its node \(node)"
        case .scaledDown: "was scaled down"
        case .rolledOut(let revision): "was rolled out (revision \(revision))"
        case .ownerDeleted(let owner): "was deleted with its \(owner)"
        case .router(let fault): fault.predicate
        }
    }

    /// One word for scripts.
    package var id: String {
        switch self {
        case .killedHere, .killedUnanswered: "killed"
        case .deleted: "deleted"
        case .crashed(let end): end.reason == "OOMKilled" ? "oom-killed" : "crashed"
        case .livenessFailed: "liveness-failed"
        case .unready: "unready"
        case .frozen: "frozen"
        case .evicted: "evicted"
        case .preempted: "preempted"
        case .drained: "drained"
        case .nodeLost: "node-lost"
        case .scaledDown: "scaled-down"
        case .rolledOut: "rolled-out"
        case .ownerDeleted: "owner-deleted"
        case .router(let fault): fault.id
        }
    }
}

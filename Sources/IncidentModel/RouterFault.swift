import ClusterModel
import TrafficModel

/// Why the router serves nobody: by its own answers, its service and its pods.
package enum RouterFault: Sendable, Equatable, Codable {
    /// Its pod was deleted, and none took its place yet.
    case deleted
    /// Its container ended, and ends again where it has restarts.
    case crashed(Termination, restarts: Int)
    /// Its pods run and are not ready.
    case unready
    /// Its owner wants none.
    case scaledToZero
    /// Its pods are ready, and the service leads to none of them.
    case withoutEndpoints
    /// Its pod is ready, and nothing listens at the port.
    case refusing
    /// Its pod is ready, and answers nothing.
    case silent
    /// It calls itself well, and every request of ours fails, of so many sessions; how the last one ended.
    case requestsFail(sessions: Int, last: String)
    /// It calls itself well, and every answer of ours that began broke, of so many sessions; how the last one did, and whether all were
    /// cut, and none fell silent or was told an error.
    case answersBreak(sessions: Int, last: String, areCut: Bool)
    /// It serves, and the middle one of our latest requests waited longer for its first token than the limit allows.
    case slow(Duration, limit: Duration)
    /// It serves, and more of our latest requests failed than the limit (of a hundred) allows.
    case failsOften(Int, of: Int, limit: Int)
    /// It answers, and is not well.
    case failing(String)

    /// What became of it, as said of its pod.
    var predicate: String {
        switch self {
        case .deleted: "was deleted, and no other router is ready"
        case .crashed(let end, let restarts):
            "crashed (exit \(end.exitCode)\(end.reason.map { ", \($0)" } ?? "")\(restarts > 1 ? ", \(restarts) restarts" : "")), and no other router is ready"
        case .unready: "lost its readiness, and no other router is ready"
        case .scaledToZero: "was scaled to 0: no router is left"
        case .withoutEndpoints: "is ready, and its service leads to no pod"
        case .refusing: "is ready, and refuses connections"
        case .silent: "is ready, and does not answer"
        case .requestsFail(let sessions, let last): "calls itself well, and every request of \(sessions.inWords("session")) of ours failed: \(last)"
        case .answersBreak(let sessions, let last, _): "calls itself well, and every answer of \(sessions.inWords("session")) of ours broke: \(last)"
        case .slow(let wait, let limit): "serves too slowly: the first token comes after \(wait.inWords) (the middle of our latest requests; limit \(limit.inWords))"
        case .failsOften(let failed, let of, let limit): "serves, and \(failed) of our latest \(of) requests failed (limit \(limit) %)"
        case .failing(let words): "is not well: \(words)"
        }
    }

    /// One word for scripts.
    var id: String {
        switch self {
        case .deleted: "router-deleted"
        case .crashed: "router-crashed"
        case .unready: "router-unready"
        case .scaledToZero: "router-scaled-to-zero"
        case .withoutEndpoints: "router-without-endpoints"
        case .refusing: "router-refusing"
        case .silent: "router-silent"
        case .requestsFail: "router-requests-failing"
        case .answersBreak: "router-answers-breaking"
        case .slow: "slow-first-tokens"
        case .failsOften: "too-many-failures"
        case .failing: "router-failing"
        }
    }

    /// What is the matter as long as it is, and how it is over.
    var soFar: String {
        if servesNoneWhole { return "no answer has been whole" }
        return isOfLimit ? "the limit has not been kept" : "the router has not answered"
    }

    var over: String {
        if servesNoneWhole { return "whole answers" }
        return isOfLimit ? "within the limit again" : "the router answers again"
    }

    /// It serves, though not as well as somebody wants.
    var isOfLimit: Bool {
        switch self {
        case .slow, .failsOften: true
        default: false
        }
    }

    /// Our requests tell of it, and its own answers do not.
    var isOfRequests: Bool { servesNoneWhole || isOfLimit }

    /// What begins of an answer is no sign that it is over.
    var servesNoneWhole: Bool {
        switch self {
        case .requestsFail, .answersBreak: true
        default: false
        }
    }

    /// What is seen first is often told better by what follows: a port that refuses, by the end of its container.
    func isToldBetter(by other: RouterFault) -> Bool { other.weight > weight }

    private var weight: Int {
        switch self {
        case .slow, .failsOften: 0
        case .failing, .requestsFail, .answersBreak: 1
        case .silent, .refusing: 2
        case .unready, .withoutEndpoints: 3
        case .deleted: 4
        case .crashed(_, let restarts): 5 + restarts
        case .scaledToZero: .max
        }
    }
}

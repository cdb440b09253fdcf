import ClusterModel
import IncidentModel
import TrafficModel

/// kubectl, the context, and what this user may do.
extension Diagnosis {
    var kubectlCheck: Check {
        let title = "kubectl and the API server"
        guard let identity = cluster.identity else {
            return Check("kubectl", title, .fail, traffic.unreachable(in: cluster) ?? "not connected yet")
        }
        let server = identity.version.map { "server \($0)" } ?? "server version unknown"
        guard let client = identity.clientVersion else { return Check("kubectl", title, .pass, "\(server), reached directly") }
        let evidence = [Evidence("kubectl", "clientVersion", client)]
        if let left = Self.minor(client), let right = identity.version.flatMap(Self.minor), abs(left - right) > 1 {
            return Check(
                "kubectl", title, .warn, "kubectl \(client) and \(server) are \(abs(left - right)) minor versions apart",
                evidence: evidence, remedy: "one minor version apart is supported; use a kubectl nearer to the server's")
        }
        return Check("kubectl", title, .pass, "kubectl \(client), \(server)", evidence: evidence)
    }

    /// The 32 of `v1.32.4`.
    private static func minor(_ version: String) -> Int? {
        let parts = version.split(separator: ".")
        return parts.count > 1 ? Int(parts[1].prefix { $0.isNumber }) : nil
    }

    /// Nothing is judged by the difference: what the cluster's objects and logs say is read by the cluster's clock.
    var clockCheck: Check {
        let title = "clocks agree"
        guard cluster.clockAhead != 0 else { return Check("clock", title, .pass, "within \(Int(ClusterState.clockTolerance)) s") }
        let seconds = abs(cluster.clockAhead).rounded().asCount
        let way = cluster.clockAhead > 0 ? "behind" : "ahead of"
        return Check(
            "clock", title, .warn, "this machine's clock is \(seconds) s \(way) the API server's",
            evidence: [Evidence("/version", "Date", "\(seconds) s \(cluster.clockAhead > 0 ? "ahead" : "behind")")],
            remedy: "set this machine's clock (timedatectl set-ntp true); until then the times shown are this machine's, ages the cluster's")
    }

    var contextCheck: Check {
        let title = "context and namespace"
        guard let identity = cluster.identity else { return Check("context", title, .skip, "not connected") }
        let place = "\(identity.context)/\(identity.namespace)"
        if case .forbidden(let reason) = cluster.sources[.pods] {
            return Check("context", title, .fail, "\(place): pods may not be listed: \(reason)", remedy: "ask for the role in docs/on-call.md")
        }
        if cluster.records.isEmpty, cluster.sources[.pods].isLive {
            return Check(
                "context", title, .fail, "\(place) has no pods",
                remedy: "name the namespace of the stack with -n, or its context with --context")
        }
        return Check("context", title, .pass, place)
    }

    var permissionCheck: Check {
        let title = "permissions"
        guard let access = cluster.access else { return Check("permissions", title, .skip, "not asked yet") }
        let denied = access.filter { $0.isAllowed == false }
        if denied.isEmpty {
            let unknown = access.count { $0.isAllowed == nil }
            if unknown == access.count { return Check("permissions", title, .unknown, "the API server does not review access") }
            return Check("permissions", title, .pass, "\(access.count - unknown) of \(access.count) allowed, none denied")
        }
        let needed = denied.contains { $0.cost.isNeeded }
        return Check(
            "permissions", title, needed ? .fail : .warn,
            denied.map { "\($0.verb) \($0.resource): \($0.cost.words)" }.joined(separator: "; "),
            evidence: denied.map {
                Evidence("SelfSubjectAccessReview", "\($0.verb) \($0.resource)", "denied" + ($0.reason.map { ": \($0)" } ?? ""))
            },
            remedy: "have a Role with these verbs bound to this user: "
                + denied.map { "\($0.resource): \($0.verb)" }.joined(separator: ", "))
    }
}

extension AccessReview {
    /// What a missing permission costs.
    var cost: (words: String, isNeeded: Bool) {
        switch (resource, verb) {
        case ("pods", "delete"): ("no kill but by eviction", true)
        case ("pods/eviction", _): ("no kill by eviction", false)
        case ("pods/proxy", _): ("no queues, and no evidence by token counts", false)
        case ("pods/log", _): ("the pod of a session is not known (sessions pane)", true)
        case ("pods", _): ("no pods pane, no incident", true)
        case ("services/proxy", _): ("the router is reached by kubectl port-forward, or needs a URL (--router)", false)
        case ("services", _): ("the router is not found by itself (--router)", false)
        case ("endpointslices", _): ("T4 only from the router's log", false)
        case ("events", _): ("no reasons for pending pods (failover pane)", false)
        case ("deployments", _): ("wanted replicas unknown", false)
        case ("poddisruptionbudgets", _): ("budgets unknown", false)
        default: ("unknown use", false)
        }
    }
}

import ClusterModel
import IncidentModel
import TrafficModel

/// The router's list of workers against the engines that are ready.
extension Diagnosis {
    var workerListCheck: Check {
        let title = "router knows the ready engines"
        let hasList = !router.listed.isEmpty
        let listed = hasList ? router.listed.count : router.engineIDs.count
        let ready = cluster.readyEngines.count
        guard cluster.sources[.routerEngines].isLive, listed > 0 else {
            return Check("workers", title, .skip, "the router lists no engines")
        }
        if let check = ghostCheck(title) { return check }
        if haveEnginesChanged { return Check("workers", title, .skip, "engines came or went a moment ago") }
        // Some routers list those that sleep, some do not.
        let asleep = cluster.engines.count { $0.isAsleep && $0.stage == .ready }
        guard (ready...ready + asleep + readyPrefills).contains(listed) else {
            return Check(
                "workers", title, .warn, "the router lists \(listed), \(ready) are ready",
                evidence: [
                    Evidence("router", hasList ? "/workers" : "/engines", "\(listed)"),
                    Evidence("pods", "ready engines", "\(ready)"),
                ],
                remedy: "compare the router's label selector with the engines' labels", cause: .misconfiguredRouting)
        }
        return Check("workers", title, .pass, "\(listed) of \(ready)")
    }

    /// Who lists engines is asked once a second: right after a change a list may be older than the pods.
    var haveEnginesChanged: Bool {
        cluster.records.values.contains { $0.role == .engine && ($0.stages.last?.from ?? .zero) + .seconds(5) > now }
    }

    /// They are listed as workers, and serve no answer.
    var readyPrefills: Int { cluster.uncounted.count { $0.duty == .prefill && $0.stage == .ready } }

    private func ghostCheck(_ title: String) -> Check? {
        let ghosts = traffic.ghosts(in: cluster, at: now)
        guard let first = ghosts.first else { return nil }
        return Check(
            "workers", title, .warn, "the router lists \(first.letter) \(first.pod.name), which was deleted: a ghost",
            evidence: ghosts.map { ghost in
                Evidence("router", "/workers", ghost.pod.ip ?? "", at: ghost.removedAt.map(wall))
            },
            remedy: "remove it (DELETE /workers/URL, or POST /remove_worker?url=URL) or restart the router; delete pods with a "
                + "grace period, a forced deletion is not seen by it",
            cause: .misconfiguredRouting)
    }
}

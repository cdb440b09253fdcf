import ClusterModel
import IncidentModel
import TrafficModel

/// Whether the port-forward to the router holds, where that is the way in.
extension Diagnosis {
    var forwardChecks: [Check] {
        guard let forward = router.forward else { return [] }
        let title = "port-forward to the router"
        let end = forward.lastEnd.map { [Evidence("kubectl port-forward", "ended", $0)] } ?? []
        guard forward.state.isLive else {
            return [
                Check(
                    "port-forward", title, .fail, forward.state.reason ?? "not up yet", evidence: end,
                    remedy: "the user needs get on services and pods and create on pods/portforward; or give a URL by --router",
                    cause: .networking)
            ]
        }
        guard forward.restarts > 0 else { return [Check("port-forward", title, .pass, "up since the start")] }
        return [
            Check(
                "port-forward", title, .warn,
                "it was restarted \(forward.restarts) times: answers under way then broke with it, not with their engine",
                evidence: end, remedy: "give a URL by --router that does not depend on one router pod", cause: .networking)
        ]
    }
}

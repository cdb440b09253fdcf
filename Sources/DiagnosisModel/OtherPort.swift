import ClusterModel
import IncidentModel
import TrafficModel

/// A router that is told to listen at another port than its container says: whoever goes by the container's port finds nobody.
struct OtherPort {
    let remedy: String
    let evidence: [Evidence]

    /// nil where both are the same, or one of them is not known.
    init?(_ router: PodRecord) {
        guard let container = router.routerContainer, let port = RouterArguments(container.arguments).value(of: "--port").flatMap({ Int($0) }),
            !container.ports.isEmpty, !container.ports.contains(where: { $0.port == port })
        else { return nil }
        let declared = container.ports.map { "\($0.port)" }.joined(separator: ", ")
        let object = "pod/\(router.pod.name)"
        evidence = [Evidence(object, "args", "--port \(port)"), Evidence(object, "containerPort", declared)]
        remedy = "the router listens at \(port) (--port), its container says \(declared): make both the same, and the service's targetPort too"
    }
}

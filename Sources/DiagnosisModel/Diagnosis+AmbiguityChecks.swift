import ClusterModel
import IncidentModel
import TrafficModel

/// Whether what is shown is one stack: several releases may share a namespace, and a router may have several pods.
extension Diagnosis {
    /// The chart's releases among the engines that are shown; none where the operator chose the engines.
    package var engineReleases: [String] {
        guard !choosesEngines else { return [] }
        return Set(cluster.engines.compactMap { $0.pod.labels["helm-release-name"] }).sorted()
    }

    /// Only what is ambiguous.
    var ambiguityChecks: [Check] { [routerChoiceCheck, releasesCheck, routerPodsCheck].compactMap { $0 } }

    private var routerChoiceCheck: Check? {
        guard let endpoint = router.endpoint, !router.others.isEmpty else { return nil }
        let others = router.others.map { "service/\($0)" }
        return Check(
            "router-choice", "one router in the namespace", .warn,
            "\(endpoint.label) was taken, and \(router.others.joined(separator: ", ")) also matches",
            evidence: others.map { Evidence($0, "labels or name", "a router's") },
            remedy: "name the one you mean: --router service/NAME")
    }

    private var releasesCheck: Check? {
        let releases = engineReleases
        guard releases.count > 1 else { return nil }
        return Check(
            "releases", "engines of one release", .warn,
            "the engines belong to \(releases.joined(separator: " and ")): the board shows all of them",
            evidence: releases.map { name in
                let count = cluster.engines.count { $0.pod.labels["helm-release-name"] == name }
                return Evidence("helm-release-name=\(name)", "engines", "\(count)")
            },
            remedy: "choose one: --selector helm-release-name=\(releases[0])", cause: .misconfiguredRouting)
    }

    /// The chart gives the routers of all releases the same labels, so that one service may lead to several.
    private var routerPodsCheck: Check? {
        let owners = Set(cluster.routers.compactMap { Self.deployment(of: $0.pod) }).sorted()
        guard owners.count > 1, case .service? = router.endpoint else { return nil }
        return Check(
            "router-pods", "the service leads to one router", .warn,
            "its selector matches the pods of \(owners.joined(separator: " and "))",
            evidence: cluster.routers.map { Evidence("pod/\($0.pod.name)", "owner", $0.pod.owner ?? "none") },
            remedy: "give each release's router labels of its own, and its service a selector of them", cause: .misconfiguredRouting)
    }

    /// A replica set is named after its deployment and a hash.
    private static func deployment(of pod: Pod) -> String? {
        pod.owner.flatMap { owner in owner.lastIndex(of: "-").map { String(owner[..<$0]) } }
    }
}

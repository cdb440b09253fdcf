/// How a pod's role is read from its labels.
package struct RoleRules: Sendable, Equatable {
    /// The operator's choice of engines.
    var engines: LabelSelector?
    /// The selector of the chosen router service; empty until one was chosen.
    var router: [String: String]

    func role(of pod: Pod) -> PodRole {
        if LabelSelector(router).matches(pod.labels) { return .router }
        if let engines { return engines.matches(pod.labels) ? .engine : .other }
        if Self.chartRouter.matches(pod.labels) { return .router }
        return Self.isChartEngine(pod.labels) ? .engine : .other
    }

    /// The production stack's chart labels its router so.
    package static let chartRouter = LabelSelector(["environment": "router", "release": "router"])

    /// The chart's engines carry `environment=test,release=test` by default, and always their model and release.
    static func isChartEngine(_ labels: [String: String]) -> Bool {
        LabelSelector(["environment": "test", "release": "test"]).matches(labels)
            || (labels["model"] != nil && labels["helm-release-name"] != nil)
    }
}

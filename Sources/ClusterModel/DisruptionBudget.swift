/// What failtop needs of a PodDisruptionBudget (policy/v1).
package struct DisruptionBudget: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    /// `spec.selector`: an empty one covers every pod of the namespace, none at all covers no pod.
    package var selector: LabelSelector? = nil
    /// As written: a number or a percentage.
    package var minAvailable: String? = nil
    package var maxUnavailable: String? = nil
    package var disruptionsAllowed: Int = 0
    package var currentHealthy: Int = 0
    package var desiredHealthy: Int = 0

    package init(
        uid: String, name: String, namespace: String, selector: LabelSelector? = nil, minAvailable: String? = nil,
        maxUnavailable: String? = nil, disruptionsAllowed: Int = 0, currentHealthy: Int = 0, desiredHealthy: Int = 0
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.selector = selector
        self.minAvailable = minAvailable
        self.maxUnavailable = maxUnavailable
        self.disruptionsAllowed = disruptionsAllowed
        self.currentHealthy = currentHealthy
        self.desiredHealthy = desiredHealthy
    }

    package func covers(_ pod: Pod) -> Bool { namespace == pod.namespace && selector?.matches(pod.labels) == true }
}

extension ClusterState {
    /// The disruption budgets that cover a pod, the tightest first.
    package func budgets(of pod: Pod) -> [DisruptionBudget] {
        budgets.values.filter { $0.covers(pod) }
            .sorted { ($0.disruptionsAllowed, $0.name) < ($1.disruptionsAllowed, $1.name) }
    }
}

/// What failtop needs of a PodDisruptionBudget (policy/v1).
package struct DisruptionBudget: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    /// `spec.selector.matchLabels`.
    package var selector: [String: String] = [:]
    /// As written: a number or a percentage.
    package var minAvailable: String? = nil
    package var maxUnavailable: String? = nil
    package var disruptionsAllowed: Int = 0
    package var currentHealthy: Int = 0
    package var desiredHealthy: Int = 0

    package init(
        uid: String, name: String, namespace: String, selector: [String: String] = [:], minAvailable: String? = nil,
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
}

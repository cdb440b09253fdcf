/// What failtop needs of a PodDisruptionBudget (policy/v1).
public struct DisruptionBudget: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    public var namespace: String
    /// `spec.selector.matchLabels`.
    public var selector: [String: String] = [:]
    /// As written: a number or a percentage.
    public var minAvailable: String? = nil
    public var maxUnavailable: String? = nil
    public var disruptionsAllowed: Int = 0
    public var currentHealthy: Int = 0
    public var desiredHealthy: Int = 0

    public init(
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

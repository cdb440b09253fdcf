import ClusterModel

/// `LabelSelector` of meta/v1.
struct WireLabelSelector: Decodable, Sendable {
    struct Expression: Decodable, Sendable {
        var key: String
        var `operator`: LabelExpression.Operator
        var values: [String]?
    }

    var matchLabels: [String: String]?
    /// What cannot be understood loses the object: half a selector covers pods that the whole one does not.
    var matchExpressions: [Expression]?

    var model: LabelSelector {
        LabelSelector(
            matchLabels ?? [:], expressions: (matchExpressions ?? []).map { LabelExpression($0.key, $0.operator, $0.values ?? []) })
    }
}

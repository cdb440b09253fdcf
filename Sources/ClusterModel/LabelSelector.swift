/// A label selector (meta/v1): all that it asks must hold. An empty one asks nothing and matches everything; a service's
/// selector is another thing (`Service.selects`).
package struct LabelSelector: Sendable, Equatable, Codable {
    /// `matchLabels`.
    package var requirements: [String: String]
    /// `matchExpressions`.
    package var expressions: [LabelExpression]

    package init(_ requirements: [String: String] = [:], expressions: [LabelExpression] = []) {
        self.requirements = requirements
        self.expressions = expressions
    }

    package var isEmpty: Bool { requirements.isEmpty && expressions.isEmpty }

    package func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { labels[$0.key] == $0.value } && expressions.allSatisfy { $0.matches(labels) }
    }
}

extension LabelSelector: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init([String: String](elements) { _, last in last })
    }
}

/// One of `matchExpressions`.
package struct LabelExpression: Sendable, Equatable, Codable {
    package enum Operator: String, Sendable, Codable {
        case isIn = "In"
        case isNotIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }

    package var key: String
    package var `operator`: Operator
    package var values: [String]

    package init(_ key: String, _ `operator`: Operator, _ values: [String] = []) {
        self.key = key
        self.operator = `operator`
        self.values = values
    }

    /// A label that is missing is in no set, so that `NotIn` holds without it.
    package func matches(_ labels: [String: String]) -> Bool {
        let value = labels[key]
        switch self.operator {
        case .isIn: return value.map(values.contains) ?? false
        case .isNotIn: return !(value.map(values.contains) ?? false)
        case .exists: return value != nil
        case .doesNotExist: return value == nil
        }
    }
}

import Algorithms

/// A label selector, in the query form (`a=b,c!=d,e in (f,g),h,!i`) or as the object form in specs.
struct LabelSelector: Sendable, Equatable {
    enum Requirement: Sendable, Equatable {
        case isIn(String, Set<String>)
        case isNotIn(String, Set<String>)
        case exists(String)
        case isAbsent(String)
    }

    struct SyntaxError: Error, Equatable { var message: String }

    var requirements: [Requirement]

    init(requirements: [Requirement] = []) { self.requirements = requirements }

    init(parsing text: String) throws(SyntaxError) {
        requirements = []
        for term in Self.terms(of: text) {
            requirements.append(try Self.requirement(term))
        }
    }

    /// `spec.selector` of deployments, replica sets and budgets; a plain map for services.
    init(spec: JSONValue?) {
        let plain = spec?["matchLabels"] == nil && spec?["matchExpressions"] == nil
        let labels = (plain ? spec : spec?["matchLabels"])?.strings ?? [:]
        requirements = labels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
        for expression in spec?["matchExpressions"]?.array ?? [] {
            let key = expression["key"]?.string ?? ""
            let values = Set((expression["values"]?.array ?? []).compactMap(\.string))
            switch expression["operator"]?.string {
            case "In": requirements.append(.isIn(key, values))
            case "NotIn": requirements.append(.isNotIn(key, values))
            case "DoesNotExist": requirements.append(.isAbsent(key))
            default: requirements.append(.exists(key))
            }
        }
    }

    func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
            case .exists(let key): labels[key] != nil
            case .isAbsent(let key): labels[key] == nil
            }
        }
    }

    /// Splits at commas, but not at those inside parentheses.
    private static func terms(of text: String) -> [Substring] {
        var depth = 0
        return text.split { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == "," && depth == 0
        }
    }

    private static func requirement(_ text: Substring) throws(SyntaxError) -> Requirement {
        let term = text.trimmed
        if term.hasPrefix("!") { return .isAbsent(term.dropFirst().trimmed) }
        for (keyword, isIn) in [(" notin ", false), (" in ", true), (" notin(", false), (" in(", true)] {
            guard let range = term.firstRange(of: keyword) else { continue }
            let list = term[range.upperBound...].trimmed.filter { $0 != "(" && $0 != ")" }
            let values = Set(list.split(separator: ",").map(\.trimmed))
            guard !values.isEmpty else { break }
            let key = term[..<range.lowerBound].trimmed
            return isIn ? .isIn(key, values) : .isNotIn(key, values)
        }
        for (sign, isIn) in [("!=", false), ("==", true), ("=", true)] {
            guard let range = term.firstRange(of: sign) else { continue }
            let key = term[..<range.lowerBound].trimmed
            let value = term[range.upperBound...].trimmed
            return isIn ? .isIn(key, [value]) : .isNotIn(key, [value])
        }
        guard !term.isEmpty, !term.contains(where: { " ()".contains($0) }) else {
            throw SyntaxError(
                message: "unable to parse requirement: found '\(term)', expected: ',', 'in', 'notin', '=', '==', '!='")
        }
        return .exists(term)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { String(trimming { $0 == " " }) }
}

/// The syntax of `kubectl -l`: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
extension LabelSelector {
    /// nil for what cannot be read, and for nothing at all.
    package init?(parsing text: String) {
        self.init([:])
        for part in Self.parts(of: text) {
            if let match = part.wholeMatch(of: /\s*([^\s=!,()]+)\s*==?\s*([^\s=!,()]*)\s*/) {
                requirements[String(match.1)] = String(match.2)
            } else if let expression = LabelExpression(parsing: part) {
                expressions.append(expression)
            } else {
                return nil
            }
        }
        guard !isEmpty else { return nil }
    }

    /// Between the commas that are in no brackets.
    private static func parts(of text: String) -> [Substring] {
        var depth = 0
        return text.split(omittingEmptySubsequences: false) { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == "," && depth == 0
        }
    }

    package var text: String {
        let equalities = requirements.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (equalities + expressions.map(\.text)).joined(separator: ",")
    }
}

extension LabelExpression {
    fileprivate init?(parsing part: Substring) {
        if let match = part.wholeMatch(of: /\s*([^\s=!,()]+)\s*!=\s*([^\s=!,()]*)\s*/) {
            self.init(String(match.1), .isNotIn, [String(match.2)])
        } else if let match = part.wholeMatch(of: /\s*([^\s=!,()]+)\s+(in|notin)\s*\(([^()]*)\)\s*/) {
            let values = match.3.split(separator: ",", omittingEmptySubsequences: false).map { value in
                String(value.filter { !$0.isWhitespace })
            }
            self.init(String(match.1), match.2 == "in" ? .isIn : .isNotIn, values)
        } else if let match = part.wholeMatch(of: /\s*(!?)\s*([^\s=!,()]+)\s*/) {
            self.init(String(match.2), match.1.isEmpty ? .exists : .doesNotExist)
        } else {
            return nil
        }
    }

    fileprivate var text: String {
        switch self.operator {
        case .isIn: "\(key) in (\(values.joined(separator: ",")))"
        case .isNotIn: "\(key) notin (\(values.joined(separator: ",")))"
        case .exists: key
        case .doesNotExist: "!\(key)"
        }
    }
}

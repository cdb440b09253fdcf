/// Equality requirements on labels; all must hold. An empty selector matches nothing, as a service's does.
package struct LabelSelector: Sendable, Equatable, Codable {
    package var requirements: [String: String]

    package init(_ requirements: [String: String]) {
        self.requirements = requirements
    }

    /// Parses `a=b,c=d` (also `==`). Nil for anything else, set-based requirements included.
    package init?(parsing text: String) {
        var requirements: [String: String] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: true)
            guard sides.count == 2, !sides[0].hasSuffix("!") else { return nil }
            requirements[Self.trimmed(sides[0])] = Self.trimmed(sides[1])
        }
        guard !requirements.isEmpty else { return nil }
        self.requirements = requirements
    }

    package func matches(_ labels: [String: String]) -> Bool {
        !requirements.isEmpty && requirements.allSatisfy { labels[$0.key] == $0.value }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

/// Equality requirements on labels; all must hold. An empty selector matches nothing, as a service's does.
public struct LabelSelector: Sendable, Equatable, Codable {
    public var requirements: [String: String]

    public init(_ requirements: [String: String]) {
        self.requirements = requirements
    }

    /// Parses `a=b,c=d` (also `==`). Nil for anything else, set-based requirements included.
    public init?(parsing text: String) {
        var requirements: [String: String] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: true)
            guard sides.count == 2, !sides[0].hasSuffix("!") else { return nil }
            requirements[Self.trimmed(sides[0])] = Self.trimmed(sides[1])
        }
        guard !requirements.isEmpty else { return nil }
        self.requirements = requirements
    }

    public func matches(_ labels: [String: String]) -> Bool {
        !requirements.isEmpty && requirements.allSatisfy { labels[$0.key] == $0.value }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

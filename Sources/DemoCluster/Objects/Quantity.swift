/// Amounts as Kubernetes writes them.
enum Quantity {
    private static let units: [String: Int64] = [
        "": 1, "k": 1000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000, "Ki": 1 << 10, "Mi": 1 << 20,
        "Gi": 1 << 30, "Ti": 1 << 40,
    ]

    /// The bytes of `2Gi`, `2048Mi`, `1.5G` or a bare number; nil for what is none of these.
    static func bytes(_ value: JSONValue) -> Int64? {
        if let number = value.int { return Int64(number) }
        guard let text = value.string, let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?)([A-Za-z]*)/),
            let number = Double(match.1), let unit = units[String(match.2)]
        else { return nil }
        return Int64(exactly: (number * Double(unit)).rounded())
    }
}

extension Int {
    /// With its noun: `1 request`, `20 requests`; a plural that does not end in `s` is named.
    package func inWords(_ noun: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
    }
}

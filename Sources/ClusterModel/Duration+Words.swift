extension Duration {
    /// `0.31 s`, for sentences.
    package var inWords: String {
        let hundredths = (seconds * 100).rounded().asCount
        if hundredths >= 10_000 { return "\(hundredths / 100) s" }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }
}

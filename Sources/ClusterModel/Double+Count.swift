extension Double {
    /// A number from outside as an integer, without its fraction: text may hold 1e19, which no integer does.
    package var asCount: Int {
        guard isFinite else { return 0 }
        return Int(exactly: rounded(.towardZero)) ?? (self > 0 ? .max : 0)
    }
}

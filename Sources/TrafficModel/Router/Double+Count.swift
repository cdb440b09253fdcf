extension Double {
    /// A count of a metrics page as an integer: outside text may hold 1e19, which no integer does.
    package var asCount: Int {
        guard isFinite else { return 0 }
        return Int(exactly: rounded(.towardZero)) ?? (self > 0 ? .max : 0)
    }
}

/// A time in which the API server was not heard, and what a new list showed to have happened in it.
public struct UnseenGap: Sendable, Equatable {
    public var from: Moment
    public var until: Moment
    /// Pods of the story by their letters.
    public var went: [String] = []
    public var came: [String] = []
    /// Those whose stage or restarts are not what they were.
    public var changed: [String] = []

    public init(from: Moment, until: Moment, went: [String] = [], came: [String] = [], changed: [String] = []) {
        self.from = from
        self.until = until
        self.went = went
        self.came = came
        self.changed = changed
    }

    public var length: Duration { until - from }

    /// `pods unseen for 4.2 s: A went, D came`.
    public var words: String {
        let parts = [(went, "went"), (came, "came"), (changed, "changed")].filter { !$0.0.isEmpty }
            .map { letters, verb in
                letters.count > 4 ? "\(letters.count) \(verb)" : "\(letters.joined(separator: " ")) \(verb)"
            }
        let tenths = (length.seconds * 10).rounded().asCount
        let what = parts.isEmpty ? "nothing was missed" : parts.joined(separator: ", ")
        return "pods unseen for \(tenths / 10).\(tenths % 10) s: \(what)"
    }
}

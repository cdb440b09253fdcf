/// A time in which the API server was not heard, and what a new list showed to have happened in it.
package struct UnseenGap: Sendable, Equatable {
    package var from: Moment
    package var until: Moment
    /// Pods of the story by their letters.
    package var went: [String] = []
    package var came: [String] = []
    /// Those whose stage or restarts are not what they were.
    package var changed: [String] = []

    package init(from: Moment, until: Moment, went: [String] = [], came: [String] = [], changed: [String] = []) {
        self.from = from
        self.until = until
        self.went = went
        self.came = came
        self.changed = changed
    }

    package var length: Duration { until - from }

    /// `pods unseen for 4.2 s: A went, D came`.
    package var words: String {
        let parts = [(went, "went"), (came, "came"), (changed, "changed")].filter { !$0.0.isEmpty }
            .map { letters, verb in
                letters.count > 4 ? "\(letters.count) \(verb)" : "\(letters.joined(separator: " ")) \(verb)"
            }
        let tenths = (length.seconds * 10).rounded().asCount
        let what = parts.isEmpty ? "nothing was missed" : parts.joined(separator: ", ")
        return "pods unseen for \(tenths / 10).\(tenths % 10) s: \(what)"
    }
}

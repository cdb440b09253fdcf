import ClusterModel

/// An endpoint picker, and what it did since it was first asked.
package struct PickerRecord: Sendable, Equatable {
    package private(set) var figures: PickerFigures
    package private(set) var at: Moment
    /// Requests for which it found no engine.
    package private(set) var failed = 0.0
    package private(set) var lastFailedAt: Moment? = nil
    /// How often it chose an engine that was gone at its reading before.
    package private(set) var lateChoices: [String: Double] = [:]

    init(_ figures: PickerFigures, at moment: Moment) {
        self.figures = figures
        at = moment
    }

    /// - Parameter isGone: whether the pod of a name was gone at a time, and no other has its name.
    mutating func update(_ figures: PickerFigures, at moment: Moment, isGone: (String, Moment) -> Bool) {
        let before = Dictionary(self.figures.picks.map { ($0.pod, $0.count) }) { $1 }
        for picks in figures.picks {
            // One that started again counts from zero.
            let more = picks.count - (before[picks.pod] ?? 0)
            if more > 0, isGone(picks.pod, at) { lateChoices[picks.pod, default: 0] += more }
        }
        if let now = figures.failed {
            let more = now - (self.figures.failed ?? 0)
            if more > 0 { (failed, lastFailedAt) = (failed + more, moment) }
        }
        (self.figures, at) = (figures, moment)
    }
}

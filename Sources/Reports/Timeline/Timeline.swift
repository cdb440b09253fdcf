import IncidentModel

/// What is drawn of a round, and over which time.
///
/// A break of a second and a replacement that takes minutes do not fit one honest scale: then there are two drawings.
struct Timeline {
    var caption: String
    var lanes: [Round.Lane]
    var marks: [Round.MarkLine]
    var gaps: [Gap]
    /// Seconds after T0.
    var from: Double
    var to: Double

    struct Gap {
        var name: String
        var from: Double
        var to: Double
    }

    /// None where there is nothing to draw.
    static func drawings(of round: Round) -> [TimelineDrawing] {
        let marks = round.marks.filter { plausible.contains($0.seconds) }
        guard !marks.isEmpty else { return [] }
        let all = gaps(of: marks)
        let last = marks.map(\.seconds).max() ?? 0
        // All but these two are about the break; the router may notice late.
        let calm = marks.filter { !["T4", "T7"].contains($0.mark) }.map(\.seconds).max() ?? 0
        let lead = max(1, calm * 0.25)
        let lanes = round.lanes.map(drawable)
        func timeline(_ caption: String, to end: Double, marks: [Round.MarkLine], gaps: [Gap]) -> TimelineDrawing {
            let from = min(-lead, (marks.map(\.seconds).min() ?? 0) - lead / 4)
            let timeline = Timeline(
                caption: caption, lanes: lanes, marks: marks, gaps: gaps, from: from, to: end + (end - from) * 0.06)
            return TimelineDrawing(timeline)
        }
        guard last > 3 * (calm + lead) else {
            return [timeline("Seconds after T0", to: max(last, 0.5), marks: marks, gaps: all)]
        }
        return [
            timeline(
                "The break, in seconds after T0", to: max(calm, 0.5), marks: marks.filter { $0.seconds <= calm },
                gaps: all.filter { $0.to <= calm }),
            timeline(
                "The recovery, in seconds after T0", to: last,
                marks: marks.filter { $0.seconds > calm || $0.mark == "T0" }, gaps: all.filter { $0.to > calm }),
        ]
    }

    /// A day before and after; what is beyond that, or no number, is not drawn.
    private static let plausible = -86_400.0...86_400.0

    private static func drawable(_ lane: Round.Lane) -> Round.Lane {
        var lane = lane
        lane.spans = lane.spans.filter { $0.from <= $0.to }
        return lane
    }

    private static func gaps(of marks: [Round.MarkLine]) -> [Gap] {
        func gap(_ name: String, _ first: String, _ second: String) -> Gap? {
            guard let from = marks.first(where: { $0.mark == first })?.seconds,
                let to = marks.first(where: { $0.mark == second })?.seconds, from <= to
            else { return nil }
            return Gap(name: name, from: from, to: to)
        }
        return [gap("detection", "T2", "T3"), gap("service", "T2", "T5"), gap("capacity", "T0", "T7")]
            .compactMap { $0 }
    }
}

import IncidentModel
import Panes

/// A timeline as SVG: flags for the marks, a lane per pod, the time axis, a bracket per gap, the legend.
struct TimelineDrawing {
    let timeline: Timeline
    let scale: TimelineScale

    static let width = 960.0
    private static let labels = 150.0
    private static let lanePitch = 34.0
    private static let flagHeight = 18.0
    private static let flagWidth = 26.0
    private static let bracketPitch = 28.0

    init(_ timeline: Timeline) {
        self.timeline = timeline
        scale = TimelineScale(
            from: timeline.from, to: timeline.to, left: Self.labels, right: Self.width - 10)
    }

    var markup: Markup {
        Markup("figure") {
            Markup("figcaption") { timeline.caption }
            Markup(
                "svg",
                [
                    "viewBox": "0 0 \(number(Self.width)) \(number(height))", "role": "img",
                    "aria-label": timeline.caption,
                ]
            ) {
                axis
                for (index, lane) in timeline.lanes.enumerated() { drawn(lane, index) }
                flags
                for (row, gap) in timeline.gaps.enumerated() { bracket(gap, row) }
                legend
            }
        }
    }

    // MARK: - from top to bottom

    private var lanesTop: Double { Double(flagRows.map { $0.row + 1 }.max() ?? 0) * Self.flagHeight + 8 }
    private var lanesBottom: Double { lanesTop + Double(timeline.lanes.count) * Self.lanePitch }
    private var bracketsTop: Double { lanesBottom + 30 }
    private var legendTop: Double { bracketsTop + Double(timeline.gaps.count) * Self.bracketPitch + 8 }
    private var height: Double { legendTop + 20 }

    private var axis: [Markup] {
        scale.ticks.flatMap { tick in
            let x = scale.x(tick)
            return [
                line("grid", x, lanesTop - 4, x, lanesBottom + 4),
                text("soft middle", x, lanesBottom + 18, scale.label(tick)),
            ]
        }
    }

    private func drawn(_ lane: Round.Lane, _ index: Int) -> [Markup] {
        let top = lanesTop + Double(index) * Self.lanePitch
        let name = lane.pod.count > 15 ? "…" + lane.pod.suffix(14) : lane.pod
        var parts = [
            text("strong", 0, top + 18, String(lane.letter.prefix(3))),
            Markup("text", ["class": "soft", "x": "26", "y": number(top + 18)]) {
                Markup("title") { lane.pod }
                name
            },
        ]
        // Tokens lie on the pod's stage, so they come last.
        let spans = lane.spans.filter { $0.kind != "tokens" } + lane.spans.filter { $0.kind == "tokens" }
        for span in spans where span.to >= scale.from && span.from <= scale.to {
            let isTokens = span.kind == "tokens"
            let x = scale.x(span.from)
            // A single token is a moment, and still seen.
            let width = max(scale.x(span.to) - x, isTokens ? 2 : 0.5)
            parts.append(
                Markup(
                    "rect",
                    [
                        "class": isTokens ? Self.colour(index) : Self.stage(span.kind), "x": number(x),
                        "y": number(top + (isTokens ? 9 : 3)), "width": number(width),
                        "height": isTokens ? "10" : "22", "rx": isTokens ? "2" : "3",
                    ]
                ) {
                    Markup("title") {
                        "\(lane.letter) \(span.kind), \(Figures.offset(span.from)) to \(Figures.offset(span.to))"
                    }
                })
        }
        return parts
    }

    /// Each mark's flag in the first row where it does not cover another.
    private var flagRows: [(mark: Round.MarkLine, row: Int)] {
        var ends: [Double] = []
        return timeline.marks.filter { scale.contains($0.seconds) }.sorted { $0.seconds < $1.seconds }.map { mark in
            let x = scale.x(mark.seconds)
            let row = ends.firstIndex { $0 <= x } ?? ends.count
            if row == ends.count { ends.append(0) }
            ends[row] = x + Self.flagWidth + 2
            return (mark, row)
        }
    }

    private var flags: [Markup] {
        flagRows.flatMap { mark, row in
            let x = scale.x(mark.seconds)
            let top = Double(row) * Self.flagHeight + 1
            return [
                line("mark", x, top + 14, x, lanesBottom + 4),
                Markup("g") {
                    Markup("title") { "\(mark.mark) \(Figures.offset(mark.seconds)) \(mark.meaning)" }
                    Markup(
                        "rect",
                        [
                            "class": "flag", "x": number(x - Self.flagWidth / 2), "y": number(top),
                            "width": number(Self.flagWidth), "height": "15", "rx": "4",
                        ])
                    text("strong middle", x, top + 12, mark.mark)
                },
            ]
        }
    }

    private func bracket(_ gap: Timeline.Gap, _ row: Int) -> [Markup] {
        let y = bracketsTop + Double(row) * Self.bracketPitch
        let (left, right) = (scale.x(gap.from), scale.x(gap.to))
        let label = "\(gap.name) \(Format.seconds(gap.to - gap.from))"
        let path = "M \(number(left)) \(number(y)) v 8 H \(number(right)) v -8"
        let place: (style: String, x: Double, y: Double) =
            if right - left > Self.labels {
                ("middle", (left + right) / 2, y + 22)
            } else if Self.width - right > Self.labels {
                ("", right + 8, y + 10)
            } else {
                ("end", left - 8, y + 10)
            }
        return [
            Markup("path", ["class": "bracket", "d": path]), text(place.style, place.x, place.y, label),
        ]
    }

    private var legend: [Markup] {
        let shown = timeline.lanes.flatMap(\.spans).filter { $0.to >= scale.from && $0.from <= scale.to }
        let kinds = Set(shown.map { $0.kind == "tokens" ? "tokens" : Self.stage($0.kind) })
        let order = ["tokens"] + Self.stages + ["other"]
        return order.filter(kinds.contains).enumerated().flatMap { index, kind in
            let x = Self.labels + Double(index) * 110
            return [
                Markup(
                    "rect",
                    [
                        "class": kind == "tokens" ? "lane0" : kind, "x": number(x), "y": number(legendTop),
                        "width": "18", "height": "12", "rx": "3",
                    ]),
                text("soft", x + 24, legendTop + 10, kind),
            ]
        }
    }

    // MARK: - parts

    private static let stages = ["pending", "starting", "ready", "unready", "terminating", "failed", "gone"]
    private static func stage(_ kind: String) -> String { stages.contains(kind) ? kind : "other" }
    private static func colour(_ lane: Int) -> String { "lane\(lane % 6)" }

    private func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Markup {
        Markup(
            "line", ["class": style, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)])
    }

    private func text(_ style: String, _ x: Double, _ y: Double, _ content: String) -> Markup {
        Markup("text", ["class": style.isEmpty ? nil : style, "x": number(x), "y": number(y)]) { content }
    }

    private func number(_ value: Double) -> String { Format.fixed(value, 1) }
}

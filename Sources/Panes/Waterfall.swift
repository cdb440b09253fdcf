import ClusterModel
import IncidentModel
import TerminalCanvas

/// A lane per pod over the time of an incident: what its pod was doing, and when tokens came from it.
struct Waterfall {
    let scene: Scene
    let incident: Incident
    /// Rows of each lane.
    let laneHeight: Int
    private let lanes: [PodRecord]

    private static let mostLanes = 6
    private static let labelWidth = 3

    init(scene: Scene, incident: Incident, laneHeight: Int = 1) {
        self.scene = scene
        self.incident = incident
        self.laneHeight = laneHeight
        lanes = Array(scene.state.cast(of: incident).prefix(Self.mostLanes))
    }

    /// Lanes, the axis and the legend.
    var height: Int { lanes.count * laneHeight + 2 }

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let columns = rect.width - Self.labelWidth - 1
        guard columns >= 10, rect.height >= 2 else { return }
        let scale = TimeScale(
            start: incident.origin + .seconds(-1), end: max(end, incident.origin + .seconds(2)), columns: columns)
        let tall = lanes.count * laneHeight < rect.height ? laneHeight : 1
        let shown = lanes.prefix((rect.height - 1) / tall)
        for (index, record) in shown.enumerated() {
            let row = rect.row + index * tall
            canvas.write(record.letter, column: rect.column, row: row, style: scene.style(of: record.letter), clip: rect)
            for line in 0..<tall {
                drawLane(&canvas, record, scale, column: rect.column + Self.labelWidth, row: row + line)
            }
        }
        let used = shown.count * tall
        drawAxis(&canvas, scale, in: rect, row: rect.row + used)
        if rect.height > used + 1 { drawLegend(&canvas, in: rect.line(used + 1)) }
    }

    /// A closed incident ends with its last mark; an open one goes on.
    private var end: Moment {
        guard let closed = incident.closedAt else { return scene.state.now }
        return closed + .seconds((closed - incident.origin).seconds * 0.1)
    }

    private func drawLane(_ canvas: inout Canvas, _ record: PodRecord, _ scale: TimeScale, column: Int, row: Int) {
        let tokens = scene.state.tokenSpans(of: record.identity)
        let style = scene.style(of: record.letter, bold: false)
        let death = death(of: record)
        for slot in 0..<scale.columns {
            let (from, to) = scale.slot(slot)
            if from > scene.state.now { break }
            if let death, from <= death, death < to {
                canvas.write(String(scene.glyphs.cut), column: column + slot, row: row, style: .bad)
                continue
            }
            if tokens.contains(where: { $0.lowerBound < to && $0.upperBound >= from }) {
                canvas.write(String(scene.glyphs.bar), column: column + slot, row: row, style: style)
            } else if let glyph = glyph(of: record, at: min(to, scene.state.now)) {
                canvas.write(String(glyph), column: column + slot, row: row, style: .dim)
            }
        }
    }

    private func death(of record: PodRecord) -> Moment? {
        guard record.identity == incident.pod else { return nil }
        return incident.marks[.terminating]?.at ?? incident.origin
    }

    private func glyph(of record: PodRecord, at moment: Moment) -> Character? {
        switch record.stages.last(where: { $0.from <= moment })?.stage {
        case .ready: scene.glyphs.lightShade
        case .pending, .starting, .unready: scene.glyphs.shade
        case .terminating: scene.glyphs.horizontal
        case .failed, .gone, nil: nil
        }
    }

    private func drawAxis(_ canvas: inout Canvas, _ scale: TimeScale, in rect: Rect, row: Int) {
        var free = rect.column
        for tick in scale.ticks {
            guard let slot = scale.column(of: incident.origin + .seconds(tick)) else { continue }
            let at = rect.column + Self.labelWidth + slot
            let label = "\(Format.fixed(tick, tick == tick.rounded() ? 0 : 1)) s"
            guard at >= free, at + label.count <= rect.maxColumn else { continue }
            canvas.write(label, column: at, row: row, style: .dim, clip: rect)
            free = at + label.count + 1
        }
    }

    private func drawLegend(_ canvas: inout Canvas, in line: Rect) {
        let glyphs = scene.glyphs
        let parts = [
            "\(glyphs.bar) tokens", "\(glyphs.lightShade) ready", "\(glyphs.shade) starting",
            "\(glyphs.horizontal) terminating", "\(glyphs.cut) fault",
        ]
        var column = line.column + Self.labelWidth
        for part in parts where column + part.count <= line.maxColumn {
            column = canvas.write(part, column: column, row: line.row, style: .dim, clip: line) + 2
        }
    }
}

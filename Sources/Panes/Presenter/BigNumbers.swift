import ClusterModel
import IncidentModel
import TerminalCanvas

/// Three numbers for a room: before a fault which pod serves, how fast, how many are ready; then the three gaps.
struct BigNumbers {
    let scene: Scene

    struct Number {
        var label: String
        /// What the large letters leave out.
        var unit = ""
        var text: String
        var style: Style
    }

    /// The numbers in large letters above their labels; in one line where there is no room for that.
    func draw(_ canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        guard rect.height > BlockText.height else { return drawLine(&canvas, in: rect.line(0)) }
        let parts = rect.columns(.flexible(), .flexible(), .flexible())
        for (number, part) in zip(numbers, parts) {
            let rows = part.rows(.flexible(), .fixed(1))
            BlockText(text: number.text, style: number.style, glyphs: scene.glyphs).draw(&canvas, in: rows[0].inset(columns: part.width > 30 ? 1 : 0))
            let label = Truncation.end(number.label + number.unit, to: part.width, ellipsis: scene.glyphs.ellipsis)
            let column = part.column + max(0, (part.width - TextWidth.of(label)) / 2)
            canvas.write(label, column: column, row: rows[1].row, style: Style(.plain, bold: true), clip: part)
        }
    }

    private func drawLine(_ canvas: inout Canvas, in line: Rect) {
        var text = StyledText()
        for number in numbers {
            text += (text.isEmpty ? StyledText() : scene.dim(scene.dot)) + scene.dim("\(number.label) ")
                + StyledText(number.text, number.style)
        }
        canvas.write(
            text.truncated(to: line.width, ellipsis: scene.glyphs.ellipsis), column: line.column, row: line.row, clip: line)
    }

    var numbers: [Number] { (scene.state.runningIncident ?? scene.state.shownIncident).map(gaps) ?? calm }

    private var calm: [Number] {
        let cluster = scene.state.cluster
        let record = scene.state.shownStory.last
        let letter = scene.state.letter(of: scene.state.activeRoute?.pod)
        let rate = record?.tokensPerSecond(at: scene.state.now)
        return [
            Number(label: "session \(Truncation.middle(scene.state.settings.session, to: 12)) is on", text: letter == "?" ? "-" : letter, style: scene.style(of: letter)),
            Number(label: "tokens per second", text: rate.map { Format.fixed($0, 1) } ?? "-", style: Style(rate == nil ? .dim : .accent, bold: true)),
            Number(
                label: "engines ready", text: "\(cluster.readyEngines.count)/\(cluster.engines.count)",
                style: Style(cluster.readyEngines.count >= 2 ? .good : .warning, bold: true)),
        ]
    }

    private func gaps(_ incident: Incident) -> [Number] {
        let limits = scene.state.settings.limits
        return [
            gap("detection", incident, incident.detectionGap, from: .lastToken, limit: nil),
            gap("service gap", incident, incident.serviceGap, from: .lastToken, limit: limits.serviceGap),
            gap("capacity gap", incident, incident.capacityGap, from: .faultAccepted, limit: limits.capacityGap),
        ]
    }

    /// A gap that is still open runs, as long as its incident does.
    private func gap(_ name: String, _ incident: Incident, _ value: Duration?, from mark: Mark, limit: Duration?) -> Number {
        if let value {
            let role: StyleRole = limit.map { value <= $0 ? .good : .bad } ?? .accent
            return Number(label: name, unit: ", seconds", text: Self.digits(value), style: Style(role, bold: true))
        }
        guard incident.isOpen, !incident.cause.isPlanned, let start = incident.marks[mark]?.at else {
            return Number(label: name, unit: incident.isOpen ? "" : ": not seen", text: "-", style: Style(.dim, bold: true))
        }
        let role: StyleRole = limit.map { scene.state.now - start <= $0 } ?? true ? .warning : .bad
        return Number(label: name, unit: ", so far", text: Self.digits(scene.state.now - start), style: Style(role, bold: true))
    }

    /// As few digits as say it: `0.004`, `0.21`, `3.13`, `12.5`, `125`.
    static func digits(_ duration: Duration) -> String {
        let seconds = duration.seconds
        return Format.fixed(seconds, seconds < 0.01 ? 3 : seconds < 10 ? 2 : seconds < 100 ? 1 : 0)
    }
}

import IncidentModel
import TerminalCanvas

/// All incidents, the newest on top: when, which pod, why, the gaps, and whether it is over.
struct IncidentList {
    let scene: Scene
    let index: Int

    func draw(_ canvas: inout Canvas) {
        let incidents = scene.state.incidents.all
        let chosen = max(0, min(index, incidents.count - 1))
        // What the frame leaves of the screen.
        let room = max(10, canvas.size.columns - 8)
        let gaps = gaps(in: room)
        let newest = max(0, min(chosen + Self.window / 2, incidents.count - 1))
        let oldest = max(0, newest - Self.window + 1)
        var lines = [heading(gaps)]
        for offset in stride(from: newest, through: oldest, by: -1) where incidents.indices.contains(offset) {
            lines.append(row(incidents[offset], isChosen: offset == chosen, gaps, room))
        }
        let answer =
            StyledText("Enter", .key) + scene.dim(" show  ") + StyledText("c", .key) + scene.dim(" copy  ")
            + StyledText("Esc", .key) + scene.dim(" close")
        let open = scene.state.incidents.open.count
        let title = scene.title("Incidents") + scene.dim(" \(incidents.count)\(scene.dot)\(open) open") + crowd(open)
        DialogFrame(
            scene: scene, title: title, lines: lines, answer: answer, scroll: max(0, newest + 1 - chosen - 8)
        ).draw(&canvas)
    }

    /// Rows that are made: those around the chosen one that a screen can show.
    private static let window = 200
    /// From how many open ones on their causes are summed up.
    private static let crowded = 8

    private func crowd(_ open: Int) -> StyledText {
        guard open > Self.crowded else { return StyledText() }
        let causes = scene.state.incidents.openByCause.map { "\($0.count) \($0.cause)" }
        return StyledText(": " + causes.joined(separator: ", "), .warning)
    }

    private typealias Gap = (title: String, width: Int, value: KeyPath<Incident, Duration?>)

    /// The three gaps, those that there is room for beside what happened.
    private func gaps(in room: Int) -> [Gap] {
        let all: [Gap] = [
            ("DETECT", 8, \.detectionGap), ("SERVICE", 8, \.serviceGap), ("CAPACITY", 9, \.capacityGap),
        ]
        return Array(all.suffix(room >= 90 ? 3 : room >= 60 ? 2 : 0))
    }

    private func heading(_ gaps: [Gap]) -> StyledText {
        scene.dim("   NR TIME     STATE    " + gaps.map { column($0.title, $0.width) }.joined() + " WHAT")
    }

    private func row(_ incident: Incident, isChosen: Bool, _ gaps: [Gap], _ room: Int) -> StyledText {
        var text = StyledText(isChosen ? "\(scene.glyphs.pointer)" : " ", .accent)
        text += StyledText("\(column("\(incident.number)", 4)) \(scene.clock(incident.origin)) ") + state(incident)
        for gap in gaps { text += StyledText(value(incident[keyPath: gap.value], incident, gap.width), isChosen ? .plain : .dim) }
        text += StyledText(" ") + IncidentFacts(scene: scene, incident: incident).cause
        return text.truncated(to: room, ellipsis: scene.glyphs.ellipsis)
    }

    private func state(_ incident: Incident) -> StyledText {
        if incident.cause.isPlanned { return StyledText("planned  ", .accent) }
        switch incident.closure?.kind {
        case .superseded?: return StyledText("replaced ", .accent)
        case .notReplaced?: return StyledText("closed   ", .accent)
        default: break
        }
        return incident.isOpen ? StyledText("open     ", .warning) : StyledText("recovered", .good)
    }

    private func value(_ value: Duration?, _ incident: Incident, _ width: Int) -> String {
        column(value.map(Format.seconds) ?? String(incident.isOpen ? scene.glyphs.ellipsis : scene.glyphs.unknown), width)
    }

    private func column(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

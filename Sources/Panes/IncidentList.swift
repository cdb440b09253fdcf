import FailoverModel
import IncidentModel
import TerminalCanvas

/// All incidents, the newest on top: when, which pod, why, the gaps, and whether it is over.
struct IncidentList {
    let scene: Scene
    let index: Int

    func draw(_ canvas: inout Canvas) {
        let (incidents, past) = (scene.state.incidents.all, scene.state.pastIncidents)
        // Rows from the top: the newest first, those of earlier runs below.
        let chosen = max(0, min(incidents.count - 1 - index, incidents.count + past.count - 1))
        // What the frame leaves of the screen.
        let room = max(10, canvas.size.columns - 8)
        let gaps = gaps(in: room)
        let first = max(0, chosen - Self.window / 2)
        var lines = [heading(gaps)]
        for position in first..<max(first, min(first + Self.window, incidents.count + past.count)) {
            let isChosen = position == chosen
            if position < incidents.count {
                lines.append(row(incidents[incidents.count - 1 - position], isChosen: isChosen, gaps, room))
            } else {
                lines.append(row(past[position - incidents.count], isChosen: isChosen, gaps, room))
            }
        }
        let answer =
            StyledText("Enter", .key) + scene.dim(" show  ") + StyledText("c", .key) + scene.dim(" copy  ")
            + StyledText("Esc", .key) + scene.dim(" close")
        let open = scene.state.incidents.open.count
        let earlier = past.isEmpty ? "" : "\(scene.dot)\(past.count) of earlier runs"
        let title = scene.title("Incidents") + scene.dim(" \(incidents.count)\(scene.dot)\(open) open\(earlier)") + crowd(open)
        DialogFrame(
            scene: scene, title: title, lines: lines, answer: answer, scroll: max(0, chosen - first + 1 - 8)
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

    private typealias Gap = (title: String, width: Int, value: KeyPath<Incident, Duration?>, past: KeyPath<PastIncident, Double?>)

    /// The three gaps, those that there is room for beside what happened.
    private func gaps(in room: Int) -> [Gap] {
        let all: [Gap] = [
            ("DETECT", 8, \.detectionGap, \.detectionGap), ("SERVICE", 8, \.serviceGap, \.serviceGap),
            ("CAPACITY", 9, \.capacityGap, \.capacityGap),
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

    /// Of an earlier run: its date, in UTC, as the history has it.
    private func row(_ past: PastIncident, isChosen: Bool, _ gaps: [Gap], _ room: Int) -> StyledText {
        var text = StyledText(isChosen ? "\(scene.glyphs.pointer)" : " ", .accent)
        let date = past.openedAt.prefix(16).replacing("T", with: " ").dropFirst(5)
        text += scene.dim(" \(date)Z \(Self.padded(past.isPlanned ? "planned" : past.ending ?? "", 9))")
        for gap in gaps {
            let value = past[keyPath: gap.past]
            text += StyledText(column(value.map { Format.seconds(.seconds($0)) } ?? String(scene.glyphs.unknown), gap.width), isChosen ? .plain : .dim)
        }
        text += StyledText(" \(Sanitiser.line(past.cause)) \(Sanitiser.line(past.pod))", isChosen ? .plain : .dim)
        return text.truncated(to: room, ellipsis: scene.glyphs.ellipsis)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(text.prefix(width)) + String(repeating: " ", count: max(0, width - text.count))
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

import TerminalCanvas
import TrafficModel

/// Which pod serves which session, and which sessions moved.
struct SessionsPane {
    let scene: Scene

    private static let columns = [
        TableColumn(title: "", width: 1), .flexible("SESSION"), TableColumn(title: "POD", width: 5),
        TableColumn(title: "REQ", width: 4, isRight: true, dropRank: 1),
        TableColumn(title: "MOVED", width: 5, isRight: true), TableColumn(title: "ERR", width: 3, isRight: true),
        TableColumn(title: "LAST", width: 4, isRight: true, dropRank: 2),
        TableColumn(title: "TOK/S", width: 5, isRight: true, dropRank: 3),
        TableColumn(title: "", width: 9, dropRank: 4),
    ]

    /// More are counted, not listed: nobody reads them, and a filter finds them.
    private static let limit = 200

    var records: [SessionRecord] {
        let sessions = scene.state.sessions
        guard !scene.navigation.filter.isEmpty else {
            return sessions.ordered(watched: scene.state.settings.session, limit: Self.limit)
        }
        return sessions.ordered(watched: scene.state.settings.session, limit: Self.limit) { record in
            scene.navigation.matchesFilter("\(record.id) \(scene.state.letter(of: record.route?.pod))")
        }
    }

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let inner = scene.frame(&canvas, rect, .sessions, title)
        let rows = records
        guard !rows.isEmpty else { return scene.paragraph(&canvas, [nothing], in: inner.inset(columns: 1)) }
        let longest = max(7, rows.map { TextWidth.of(Sanitiser.line($0.id)) }.max() ?? 0)
        let table = Table(Self.columns, longest: longest, room: inner.width)
        let summary = self.summary
        let bottom = summary != nil && inner.height > 3 ? 1 : 0
        let top = inner.height > 1 ? 1 : 0
        if top == 1 { table.drawTitles(&canvas, in: inner.line(0)) }
        let room = inner.height - top - bottom
        let selected = min(scene.navigation.selection[.sessions] ?? 0, rows.count - 1)
        let first = scene.firstRow(selected: selected, count: rows.count, room: room)
        for (offset, record) in rows.dropFirst(first).prefix(max(0, room)).enumerated() {
            let line = inner.line(top + offset)
            table.draw(&canvas, in: line, ellipsis: scene.glyphs.ellipsis) { cell(record, $0, $1) }
            if first + offset == selected { scene.highlight(&canvas, line, .sessions) }
        }
        if bottom == 1, let summary {
            let line = inner.line(inner.height - 1)
            canvas.write(summary, column: line.column + 2, row: line.row, clip: line)
        }
    }

    func row(at point: Point, in rect: Rect) -> Int? {
        scene.row(at: point, in: rect, .sessions, count: records.count, bottom: summary != nil && rect.height > 5 ? 1 : 0)
    }

    private var title: StyledText {
        var text = scene.title("Sessions")
        let count = scene.state.sessions.countOfOthers
        let own = scene.state.sessions.records.count - count
        if count + own > Self.limit {
            text += scene.dim(" \(Self.limit) of \(Format.grouped(count + own))")
        } else if count + own > 0 {
            text += scene.dim(" \(count)") + scene.dim(own > 0 && !scene.state.probes.settings.isOn ? " + \(own) own" : "")
        }
        if let probes = scene.probes { text += scene.dim("\(scene.dot)probes ") + probes }
        let source = scene.state.sources[.routerLog]
        if !source.isLive { text += scene.dim("\(scene.dot)router log ") + scene.badge(source) }
        return text
    }

    private var nothing: StyledText {
        if !scene.navigation.filter.isEmpty { return scene.dim("No session matches the filter. Esc clears it.") }
        return scene.dim("No session seen yet. s sends a request of session \(scene.state.settings.session).")
    }

    /// What the shown incident did to the sessions that had nothing to do with it.
    private var summary: StyledText? {
        guard let incident = scene.state.shownIncident, !incident.sessionsElsewhere.isEmpty else { return nil }
        let others = scene.state.otherSessions(of: incident)
        let allStayed = others.stayed > 0 && others.moved == 0
        return StyledText("elsewhere: \(others.stayed) of \(others.elsewhere) stayed", allStayed ? .good : .plain)
            + StyledText("\(scene.dot)\(others.moved) moved", others.moved > 0 ? .warning : .dim)
            + scene.dim(others.rebalanced > 0 ? ", \(others.rebalanced) to new" : "")
    }

    private func cell(_ record: SessionRecord, _ column: Int, _ width: Int) -> StyledText {
        let isWatched = record.id == scene.state.settings.session
        switch column {
        case 0: return isWatched ? StyledText(String(scene.glyphs.pointer), .accent) : ""
        case 1:
            let id = Truncation.middle(Sanitiser.line(record.id), to: width, ellipsis: scene.glyphs.ellipsis)
            return StyledText(id, isWatched ? Style(.plain, bold: true) : OwnSession.isOne(record.id) ? .dim : .plain)
        case 2: return pod(record)
        case 3: return StyledText("\(record.requests)")
        case 4: return StyledText("\(record.moved)", record.moved > 0 ? .warning : .dim)
        case 5: return StyledText("\(record.errors)", record.errors > 0 ? .bad : .dim)
        case 6: return scene.dim(scene.ago(record.lastSeen))
        case 7:
            guard isWatched, let rate = scene.state.conversation.current?.tokensPerSecond(at: scene.state.now) else {
                return scene.dim(String(scene.glyphs.unknown))
            }
            return StyledText(Format.fixed(rate, 1))
        default:
            guard record.moved > 0, let previous = record.previous else { return OwnSession.isOne(record.id) ? scene.dim("failtop's") : "" }
            return scene.dim("was on ") + scene.letter(previous.pod)
        }
    }

    private func pod(_ record: SessionRecord) -> StyledText {
        guard let route = record.route else { return scene.dim(String(scene.glyphs.unknown)) }
        var text = StyledText()
        if record.moved > 0, let previous = record.previous {
            text += scene.letter(previous.pod) + scene.dim(String(scene.glyphs.arrow))
        }
        return text + scene.served(by: route)
    }
}

import ClusterModel
import FailoverModel
import TerminalCanvas

/// The top line: which cluster, how fresh, which pod serves the session, armed or not, what time.
struct HeaderPane {
    let scene: Scene
    var moment: ShownMoment = .present

    /// Where room is short, the highest rank goes first.
    private struct Segment {
        var text: StyledText
        var rank: Int
    }

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty else { return }
        var left = [
            Segment(text: scene.title("failtop"), rank: 6), Segment(text: place(in: 32), rank: Self.placeRank), Segment(text: router(withName: line.width >= 100), rank: 3),
            Segment(text: pods, rank: 2), Segment(text: session, rank: 4),
        ]
        if let probes = scene.probes { left.append(Segment(text: scene.dim("probes ") + probes, rank: 9)) }
        var right = [Segment(text: armed, rank: 1), Segment(text: StyledText(scene.clock(scene.state.now)), rank: 7)]
        if let incident { left.insert(Segment(text: incident, rank: 0), at: 0) }
        if let words = moment.words {
            right.insert(Segment(text: StyledText(" \(words)\(latestMark) ", Style(.warning, bold: true, reverse: true)), rank: 0), at: 0)
        }
        func width() -> Int { (left + right).reduce(0) { $0 + $1.text.width + 2 } }
        // Which cluster it is stays longer than that all of its name can be read.
        func shortenPlace() {
            guard let index = left.firstIndex(where: { $0.rank == Self.placeRank }) else { return }
            let room = left[index].text.width - (width() - line.width - 1)
            if room >= Self.leastPlace, room < left[index].text.width { left[index].text = place(in: room) }
        }
        while width() > line.width + 1, let rank = (left + right).map(\.rank).filter({ $0 > 0 }).max() {
            if rank == Self.placeRank { shortenPlace() }
            if width() <= line.width + 1 { break }
            left.removeAll { $0.rank == rank }
            right.removeAll { $0.rank == rank }
        }
        var column = line.column + 1
        for segment in left { column = canvas.write(segment.text, column: column, row: line.row, clip: line) + 2 }
        column = max(column, line.maxColumn - 1 - right.reduce(-2) { $0 + $1.text.width + 2 })
        for segment in right { column = canvas.write(segment.text, column: column, row: line.row, clip: line) + 2 }
    }

    /// Which mark was reached last, where playback stands still in an incident.
    private var latestMark: String {
        guard case .paused = moment, let incident = scene.state.shownIncident, incident.isOpen,
            let mark = incident.marks.max(by: { ($0.value.at, $0.key.name) < ($1.value.at, $1.key.name) })
        else { return "" }
        return " after \(mark.key.name)"
    }

    /// What is amiss comes first: the latest fault that is not over, in the colour of what is left.
    private var incident: StyledText? {
        let state = scene.state
        guard let incident = state.incidents.all.last(where: { $0.isOngoing && !$0.cause.isPlanned }) else { return nil }
        let words = [
            "INCIDENT \(incident.number)", "\(incident.letter) \(incident.cause.id)", Format.countdown(state.now - incident.origin),
        ]
        return StyledText(words.joined(separator: scene.dot), Style(isServed ? .warning : .bad, bold: true))
    }

    private var isServed: Bool { scene.state.cluster.engines.contains(where: \.isServing) }

    private static let placeRank = 5
    private static let leastPlace = 10

    private func place(in room: Int) -> StyledText {
        guard let identity = scene.state.cluster.identity else { return scene.dim("no cluster yet") }
        return StyledText(Truncation.middle("\(identity.context)/\(identity.namespace)", to: room), .accent)
    }

    private func router(withName: Bool) -> StyledText {
        guard let endpoint = scene.state.router.endpoint else {
            return scene.dim("router ") + StyledText("\(scene.glyphs.unknown) not found", .dim)
        }
        let name = Truncation.middle(Sanitiser.line(endpoint.label), to: 24)
        let source = scene.state.sources.router
        var badge = scene.badge(source)
        if source.isLive, let health = scene.state.router.health, !health.isHealthy {
            badge = StyledText(
                "\(scene.glyphs.cross) " + (health.status.map { "HTTP \($0)" } ?? "NO ANSWER"), .bad)
        }
        // The production stack is what is expected; another router is worth its room.
        let dialect = scene.state.router.dialect.flatMap { $0 == .productionStack ? nil : "(\($0.rawValue)) " } ?? ""
        let others = scene.state.router.others.count
        let choice = StyledText(others == 0 ? "" : "1 of \(others + 1) ", .warning)
        let way = scene.state.router.forward == nil ? "" : "(forward) "
        return scene.dim("router ") + StyledText(withName ? name + " " + dialect + way : dialect + way) + choice + badge
    }

    private var pods: StyledText {
        let cluster = scene.state.cluster
        let source = scene.state.sources[.pods]
        let engines = cluster.engines
        let count = engines.isEmpty ? "" : " \(engines.count(where: \.isServing))/\(engines.count)"
        let others = cluster.podCount.map { scene.dim(" of \(Format.grouped($0))") } ?? ""
        let releases = scene.state.diagnosis.engineReleases.count
        let mixed = StyledText(releases < 2 ? "" : " of \(releases) releases", .warning)
        let isWhole = engines.allSatisfy(\.isServing)
        let role: StyleRole = !source.isLive ? .dim : isWhole ? .plain : isServed ? .warning : .bad
        return scene.dim("pods ") + scene.badge(source) + StyledText(count, Style(role)) + mixed + others
    }

    private var session: StyledText {
        let id = Truncation.middle(Sanitiser.line(scene.state.settings.session), to: 16)
        let text = scene.dim("session ") + StyledText(id)
        guard let route = scene.state.activeRoute else { return text }
        return text + StyledText(" \(scene.glyphs.arrow) ") + scene.served(by: route)
    }

    private var armed: StyledText {
        switch scene.navigation.armed {
        case .disarmed: scene.dim("disarmed")
        case .readOnly: scene.dim("READ-ONLY")
        case .armed(until: nil): StyledText("ARMED", .warning)
        case .armed(until: let until?): StyledText("ARMED \(Format.countdown(until - scene.state.now))", .warning)
        }
    }
}

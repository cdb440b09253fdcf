import ClusterModel
import TerminalCanvas

/// Engines and routers, as `kubectl get pods` lists them, with their letters.
struct PodsPane {
    let scene: Scene

    private static let statusWidth = 12

    /// A status of kubectl's is cut only where names would be cut too short for it.
    private static func columns(longestStatus: Int, room: Int) -> [TableColumn] {
        let spare = room - (columns(status: statusWidth).filter { !$0.isExtra }.reduce(0) { $0 + ($1.width ?? Table.shortestName) + 1 } - 1)
        return columns(status: max(statusWidth, min(longestStatus, statusWidth + max(0, spare))))
    }

    private static func columns(status: Int) -> [TableColumn] { [
        TableColumn(title: "", width: 2), .flexible("POD"), TableColumn(title: "", width: 6, dropRank: 1),
        TableColumn(title: "READY", width: 5), TableColumn(title: "STATUS", width: status),
        TableColumn(title: "RST", width: 3, isRight: true, dropRank: 2),
        TableColumn(title: "AGE", width: 4, isRight: true, dropRank: 3),
        TableColumn(title: "RUN/WAIT", width: 8, isRight: true, dropRank: 4, isExtra: true),
        TableColumn(title: "KV", width: 4, isRight: true, dropRank: 5, isExtra: true),
        TableColumn(title: "TTFT", width: 7, isRight: true, dropRank: 6, isExtra: true),
        TableColumn(title: "TOK/S", width: 5, isRight: true, dropRank: 7, isExtra: true),
        TableColumn(title: "NODE", width: 14, dropRank: 8, isExtra: true),
    ] }

    var records: [PodRecord] { scene.state.podRows }

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let rows = records
        let inner = scene.frame(&canvas, rect, .pods, title(shown: rows.count))
        guard !rows.isEmpty else { return scene.paragraph(&canvas, [nothing], in: inner.inset(columns: 1)) }
        let longest = rows.map { TextWidth.of(Sanitiser.line($0.pod.name)) }.max() ?? 0
        let longestStatus = rows.map { TextWidth.of(Sanitiser.line($0.pod.status)) }.max() ?? 0
        let table = Table(
            Self.columns(longestStatus: longestStatus, room: inner.width), longest: longest, room: inner.width,
            leastName: longestStatus > Self.statusWidth ? Table.shortestName : Table.leastName)
        let hasTitles = inner.height > 1
        if hasTitles { table.drawTitles(&canvas, in: inner.line(0)) }
        let top = hasTitles ? 1 : 0
        let room = inner.height - top
        let selected = min(scene.navigation.selection[.pods] ?? 0, rows.count - 1)
        let first = scene.firstRow(selected: selected, count: rows.count, room: room)
        for (offset, record) in rows.dropFirst(first).prefix(max(0, room)).enumerated() {
            let line = inner.line(top + offset)
            table.draw(&canvas, in: line, ellipsis: scene.glyphs.ellipsis) { cell(record, $0, $1) }
            if first + offset == selected { scene.highlight(&canvas, line, .pods) }
        }
    }

    func row(at point: Point, in rect: Rect) -> Int? { scene.row(at: point, in: rect, .pods, count: records.count) }

    private func title(shown: Int) -> StyledText {
        var text = scene.title("Pods")
        let source = scene.state.sources[.pods]
        if !source.isLive { text += scene.dim(scene.dot) + scene.badge(source) }
        if let sort = scene.navigation.podSort { text += scene.dim(scene.dot) + StyledText("by \(sort.title)", .accent) }
        guard !scene.navigation.filter.isEmpty else { return text }
        text += scene.dim(scene.dot) + StyledText("/\(scene.navigation.filter)", .accent)
        let all = scene.state.cluster.present.count + scene.state.ghosts.count
        if shown < all { text += scene.dim(" \(shown) of \(all)") }
        return text
    }

    private var nothing: StyledText {
        if !scene.navigation.filter.isEmpty, !scene.state.cluster.present.isEmpty {
            return scene.dim("No pod matches the filter. Esc clears it.")
        }
        if let problem = scene.problem(scene.state.sources[.pods]) { return scene.dim(problem) }
        return scene.dim("No engine pods in this namespace. Choose others with --namespace and --selector.")
    }

    private func cell(_ record: PodRecord, _ column: Int, _ width: Int) -> StyledText {
        let pod = record.pod
        let isStale = !scene.state.sources[.pods].isLive
        let plain: Style = isStale ? .dim : .plain
        switch column {
        case 0: return StyledText(record.letter, scene.style(of: record.letter))
        case 1:
            return StyledText(
                Truncation.middle(Sanitiser.line(pod.name), to: width, ellipsis: scene.glyphs.ellipsis), plain)
        case 2:
            guard scene.state.activePod?.identity == record.identity else { return "" }
            return StyledText("\(scene.glyphs.pointer)\(scene.state.settings.session)", .accent)
        case 3: return StyledText("\(pod.readyContainers)/\(pod.containerCount)", plain)
        case 4: return status(record, plain, width)
        case 5: return StyledText("\(pod.restarts)", pod.restarts > 0 ? .warning : plain)
        case 6: return StyledText(Format.age(scene.state.clusterClock(at: scene.state.now) - pod.createdAt), plain)
        case 11:
            return StyledText(
                Truncation.middle(Sanitiser.line(pod.node ?? ""), to: width, ellipsis: scene.glyphs.ellipsis), plain)
        default: return figure(record, column)
        }
    }

    /// By the engine's own metrics: dim where they are old, nothing where there are none.
    private func figure(_ record: PodRecord, _ column: Int) -> StyledText {
        guard let engine = scene.state.router.engines[record.pod.uid] else { return "" }
        let figures = engine.figures
        let unknown = String(scene.glyphs.unknown)
        func count(_ value: Double?) -> String { value.map { "\(min($0.asCount, 999))" } ?? unknown }
        let text =
            switch column {
            case 7: "\(count(figures.running))/\(count(figures.waiting))"
            case 8: figures.cacheUsage.map(EngineWords.percent) ?? unknown
            case 9: engine.firstToken?.p50.map(Format.seconds) ?? unknown
            default: engine.tokensPerSecond.map { "\(min($0.rounded().asCount, 99_999))" } ?? unknown
            }
        if engine.isStale(at: scene.state.now) { return StyledText(text, .dim) }
        return StyledText(text, column == 7 && (figures.waiting ?? 0) >= 1 ? .warning : .plain)
    }

    /// Stages that pass say how long they have lasted, where there is room.
    private func status(_ record: PodRecord, _ plain: Style, _ width: Int) -> StyledText {
        if record.isGone { return StyledText("ghost", .bad) }
        if let breaker = scene.state.figures(of: record)?.breaker, breaker != .closed {
            return StyledText(breaker == .open ? "breaker open" : "half-open", .warning)
        }
        if record.isLeftover { return StyledText(record.pod.status, .dim) }
        func lasting(_ word: String) -> String {
            let text = word + (record.stages.last.map { " " + scene.ago($0.from) } ?? "")
            return TextWidth.of(text) > width ? word : text
        }
        switch record.stage {
        case .ready: return StyledText(record.standing ?? record.pod.status, record.isAsleep ? .warning : plain)
        case .pending, .starting: return StyledText(lasting(record.pod.status), .warning)
        // What a container died of, or waits for, says more than that it is not ready.
        case .unready: return StyledText(lasting(record.pod.status == "Starting" ? "Unready" : record.pod.status), .bad)
        case .terminating, .failed, .gone: return StyledText(record.pod.status, .bad)
        }
    }
}

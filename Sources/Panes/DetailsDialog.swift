import ClusterModel
import FailoverModel
import IncidentModel
import TerminalCanvas
import TrafficModel

/// All that is known of what is selected in a pane.
struct DetailsDialog {
    let scene: Scene
    let pane: Pane
    let scroll: Int

    func draw(_ canvas: inout Canvas) {
        let answer = StyledText("Esc", .key) + scene.dim(" close  ") + StyledText("Up/Down", .key) + scene.dim(" scroll")
        DialogFrame(scene: scene, title: title, lines: lines, answer: answer, scroll: scroll).draw(&canvas)
    }

    private var title: StyledText {
        switch pane {
        case .pods: scene.title("Pod")
        case .sessions: scene.title("Session")
        case .stream: scene.title("Request")
        case .failover: scene.title("Incident")
        }
    }

    private var lines: [StyledText] {
        let lines: [StyledText]? =
            switch pane {
            case .pods: selected(PodsPane(scene: scene).records, .pods).map(pod)
            case .sessions: selected(SessionsPane(scene: scene).records, .sessions).map(session)
            case .stream: scene.state.conversation.current.map(request)
            case .failover:
                scene.state.shownIncident.map {
                    let facts = IncidentFacts(scene: scene, incident: $0)
                    return [facts.title(room: 60)] + facts.gaps + facts.sentences + [facts.hurt] + facts.loads + facts.evidence
                }
            }
        return lines ?? [scene.dim("Nothing is selected.")]
    }

    private func selected<Row>(_ rows: [Row], _ pane: Pane) -> Row? {
        rows.isEmpty ? nil : rows[min(scene.navigation.selection[pane] ?? 0, rows.count - 1)]
    }

    private func pod(_ record: PodRecord) -> [StyledText] {
        let pod = record.pod
        var lines = [
            field("name", pod.name), field("uid", pod.uid), field("role", record.role.rawValue),
            field("status", "\(pod.status), \(pod.readyContainers)/\(pod.containerCount) containers ready"),
            field("node", pod.node), field("address", pod.ip), field("owner", pod.owner),
        ]
        if let reason = pod.unschedulableReason { lines.append(field("pending", reason)) }
        for container in pod.initContainers + pod.containers {
            lines.append(field("runs", "\(container.name): \(container.image), restarts \(container.restarts)"))
            if let end = container.lastTermination {
                lines.append(field("ended", "\(end.reason ?? "exit") \(end.exitCode)"))
                if let words = end.lastLine { lines.append(field("last words", words)) }
            }
        }
        lines += record.role == .router ? way : worker(record)
        lines += record.stages.suffix(6).map { field(scene.clock($0.from), $0.stage.rawValue) }
        let events = scene.state.cluster.events.filter { $0.objectUID == pod.uid || $0.objectName == pod.name }
        lines += events.sorted { ($0.lastSeen ?? 0) < ($1.lastSeen ?? 0) }.suffix(40).map { event in
            let at = event.lastSeen.map { Format.clock($0, offset: scene.state.start.utcOffset) + " " } ?? ""
            return field(event.reason, at + event.message + (event.count > 1 ? " (\(event.count) times)" : ""))
        }
        return lines
    }

    /// How the router is reached.
    private var way: [StyledText] {
        let router = scene.state.router
        let key = scene.state.settings.routerKey.map { [field("key", "from \($0)")] } ?? []
        guard let forward = router.forward else { return [field("way in", router.access)] + key }
        let place = forward.port.map { "127.0.0.1:\($0)" } ?? "no port yet"
        let end = forward.lastEnd.map { [field("ended", $0)] } ?? []
        return [
            field("way in", router.access),
            field("forward", "\(place), \(forward.state.word.lowercased()), restarted \(forward.restarts.inWords("time"))"),
        ] + end + key
    }

    /// The engine by its own metrics, and what the router makes of it.
    private func worker(_ record: PodRecord) -> [StyledText] {
        var lines: [StyledText] = []
        if let engine = scene.state.router.engines[record.pod.uid] {
            func number(_ value: Double?) -> String { value.map { "\($0.asCount)" } ?? String(scene.glyphs.unknown) }
            let pace = engine.tokensPerSecond.map { ", \($0.rounded().asCount) tok/s" } ?? ""
            let figures = engine.figures
            let queue = "running \(number(figures.running)), waiting \(number(figures.waiting))"
            lines.append(field("engine", "\(queue)\(pace), \(scene.ago(engine.at)) ago\(engine.isStale(at: scene.state.now) ? ": stale" : "")"))
            lines += EngineWords(engine).lines.map { field($0.name, $0.text) }
        }
        if let worker = scene.state.workers.first(where: { $0.pod == record.pod.name }) {
            var words = [worker.ghost ? "a ghost: listed, though its pod was deleted" : "listed"]
            if let breaker = worker.breaker { words.append("breaker \(breaker)") }
            if let failed = worker.failedAttempts { words.append("\(failed) failed attempts") }
            lines.append(field("router", words.joined(separator: ", ")))
        }
        return lines
    }

    private func session(_ record: SessionRecord) -> [StyledText] {
        [
            field("session", record.id), field("requests", "\(record.requests), errors \(record.errors)"),
            field("moved", "\(record.moved) times" + (record.movedAt.map { ", last at \(scene.clock($0))" } ?? "")),
            field("pod", name(record.route)), field("before", name(record.previous)),
            field("known by", record.route.map(evidence)), field("last seen", scene.clock(record.lastSeen)),
        ]
    }

    private func evidence(_ route: Route) -> String { "\(route.evidence.rawValue), \(scene.ago(route.at)) ago" }

    private func name(_ route: Route?) -> String? {
        route.map { "\(scene.state.letter(of: $0.pod)) \($0.pod?.name ?? $0.worker)" }
    }

    private func request(_ record: StreamRecord) -> [StyledText] {
        var lines = [
            field("id", record.id), field("trace", TraceContext(record.request).trace), field("model", record.request.model), field("API", record.request.api.path),
            field("outcome", record.outcome.word), field("tokens", "\(record.tokenCount)"),
            field("TTFT", record.timeToFirstToken.map(Format.seconds)),
            field("TPOT", record.timePerOutputToken.map(Format.seconds)), field("E2E", record.endToEnd.map(Format.seconds)),
        ]
        lines += record.routes.map { field("routed", "\(name($0) ?? "") (\(evidence($0)))") }
        return lines + [field("prompt", record.request.prompt)]
    }

    private func field(_ name: String, _ value: String?) -> StyledText {
        let label = Truncation.end(Sanitiser.line(name), to: 12, ellipsis: scene.glyphs.ellipsis)
        return scene.dim(label + String(repeating: " ", count: max(1, 13 - TextWidth.of(label))))
            + StyledText(Sanitiser.line(value ?? String(scene.glyphs.unknown)))
    }
}

import ClusterModel
import FailoverModel
import TerminalCanvas

/// The question before a kill: which pod, how, and what will be lost. The default is no.
struct ConfirmKillDialog {
    let scene: Scene
    let proposal: KillProposal

    func draw(_ canvas: inout Canvas) {
        let order = proposal.order
        let letter = StyledText(proposal.letter, scene.style(of: proposal.letter))
        let frame = DialogFrame(
            scene: scene, title: StyledText("Kill ", .bad) + letter + StyledText("?", .bad), lines: lines(order, letter),
            answer: answer, style: Style(.bad, bold: true))
        let inner = frame.draw(&canvas)
        if proposal.typing != nil, inner.height > 0 {
            let column = inner.column + min(inner.width - 1, 2 + TextWidth.of(Sanitiser.line(proposal.typed)))
            let row = inner.maxRow - min(inner.height, answer.wrapped(to: inner.width).count)
            canvas.cursor = Point(column: max(0, column), row: max(0, row))
        }
    }

    private func lines(_ order: KillOrder, _ letter: StyledText) -> [StyledText] {
        let cluster = scene.state.cluster
        let context = cluster.identity.map { "\($0.context)/\(order.namespace)" } ?? order.namespace
        let lost = cluster.record(uid: order.pod.uid).map { cluster.serving(for: $0).filter(\.isServing) } ?? []
        let left = cluster.readyEngines.count - lost.count
        var lines = [
            field("pod", letter + StyledText(" \(order.pod.name)", Style(.plain, bold: true))),
            field("uid", StyledText("\(order.pod.shortUID)\(scene.glyphs.ellipsis)")),
            field("in", StyledText(context)),
            field("kind", StyledText(order.kind.rawValue, Style(.plain, bold: true)) + scene.dim(": \(order.kind.words)")),
            field("ready", StyledText("\(cluster.readyEngines.count.inWords("engine")) now, \(left) after", left > 0 ? .plain : .bad)),
            field("lost", StyledText(loss(order.pod))),
        ]
        lines += KillSafetyLines(scene: scene, proposal: proposal).all.map(field)
        if scene.state.cluster.record(uid: order.pod.uid)?.isGone != false {
            lines.append(StyledText("This pod is gone already.", .warning))
        }
        if let typing = proposal.typing {
            lines += [StyledText(), StyledText("Type the pod's name to kill it: \(typing.rawValue).", .warning)]
        }
        return lines + scene.noticeInDialog
    }

    private func field(_ line: (name: String, value: StyledText)) -> StyledText { field(line.name, line.value) }

    private func field(_ name: String, _ value: StyledText) -> StyledText {
        scene.dim(name + String(repeating: " ", count: 7 - name.count)) + value
    }

    private func loss(_ pod: PodIdentity) -> String {
        let sessions = scene.state.sessions.records.values.count { $0.route?.pod == pod }
        let record = scene.state.conversation.current
        let isStreaming = record?.isOpen == true && record?.routes.last?.pod == pod
        let stream = isStreaming ? "the open stream of session \(scene.state.settings.session)" : "no open stream of ours"
        return "\(stream); \(sessions.inWords("session is", "sessions are")) on it"
    }

    private var answer: StyledText {
        guard proposal.typing != nil else {
            guard scene.state.takesAnswers else { return scene.dim("read first  ") + StyledText("n", .key) + StyledText(" no (default)") }
            return StyledText("y", .key) + StyledText(" kill   ") + StyledText("n", .key) + StyledText(" no (default)")
        }
        return StyledText("> \(Sanitiser.line(proposal.typed))", proposal.isSatisfied ? .bad : .plain)
            + StyledText("\n") + StyledText("Enter", .key) + scene.dim(" kill   ") + StyledText("Esc", .key)
            + scene.dim(" no (default)")
    }
}

extension KillKind {
    /// What it does, in a few words.
    var words: String {
        switch self {
        case .now: "1 s of grace, then SIGKILL"
        case .force: "no grace, the API object goes at once"
        case .graceful: "the pod's own grace period"
        case .evict: "eviction, respects disruption budgets"
        }
    }
}

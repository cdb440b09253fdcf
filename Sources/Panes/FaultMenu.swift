import ClusterModel
import TerminalCanvas

/// What can be made to go wrong with an engine of the embedded cluster, and what is to be expected of it.
struct FaultMenu {
    let scene: Scene
    let pod: PodIdentity
    let kind: FaultKind

    func draw(_ canvas: inout Canvas) {
        let record = scene.state.cluster.record(uid: pod.uid)
        let letter = StyledText(record?.letter ?? "?", scene.style(of: record?.letter ?? ""))
        let lines = FaultKind.allCases.map { each in
            let isChosen = each == kind
            let padding = String(repeating: " ", count: 9 - each.rawValue.count)
            return StyledText(isChosen ? "\(scene.glyphs.pointer) " : "  ", .accent)
                + StyledText(each.rawValue, isChosen ? .key : .plain) + StyledText(padding + each.expectation, isChosen ? .plain : .dim)
        }
        let name = Sanitiser.line(pod.name + (record?.isGone == false ? "" : ", gone"))
        let answer =
            StyledText("Enter", .key) + scene.dim(" do it  ") + StyledText("Tab", .key) + scene.dim(" next engine  ")
            + StyledText("Esc", .key) + scene.dim(" close")
        DialogFrame(
            scene: scene, title: StyledText("Fault in ", .bad) + letter + StyledText("?", .bad),
            lines: [scene.dim(name), StyledText()] + lines + scene.noticeInDialog, answer: answer
        ).draw(&canvas)
    }
}

extension FaultKind {
    /// What to expect, in a line.
    var expectation: String {
        switch self {
        case .crash: "exits with 1: streams break, the same pod restarts"
        case .oom: "killed for its memory: OOMKilled, exit 137, restarts"
        case .stall: "silent: streams stall, probes fail, restarted after 15 s"
        case .unready: "readiness fails: takes no new requests, until healed"
        case .slow: "tokens take four times as long: no incident, until healed"
        case .cut: "its streams are cut: no incident, the pod is well (d)"
        case .core: "EngineCore killed: error events, exit 0, restarts"
        case .freeze: "no token any more, /health well, until healed"
        case .heal: "takes stall, unready, slow or freeze away"
        }
    }
}

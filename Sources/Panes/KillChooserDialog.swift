import ClusterModel
import TerminalCanvas

/// Which engine, and how.
struct KillChooserDialog {
    let scene: Scene
    let pod: PodIdentity
    let kind: KillKind

    func draw(_ canvas: inout Canvas) {
        let engines = scene.state.engines(with: pod)
        let chosen = engines.firstIndex { $0.identity == pod } ?? 0
        var lines = engines.enumerated().map { offset, record in
            let isChosen = offset == chosen
            let name = Truncation.middle(Sanitiser.line(record.pod.name), to: 40, ellipsis: scene.glyphs.ellipsis)
            return StyledText(isChosen ? "\(scene.glyphs.pointer) " : "  ", .accent)
                + StyledText(record.letter, scene.style(of: record.letter))
                + StyledText(" \(name)", Style(.plain, bold: isChosen, reverse: isChosen))
                + scene.dim("  \(record.isGone ? "gone" : record.standing ?? record.pod.status)")
        }
        if engines.isEmpty { lines = [scene.dim("no engines")] }
        var kinds = scene.dim("kind  ")
        for each in KillKind.allCases {
            let isChosen = each == kind
            kinds += StyledText(isChosen ? "[\(each.rawValue)]" : " \(each.rawValue) ", isChosen ? .key : .dim)
        }
        lines += [StyledText(), kinds, scene.dim("      \(kind.words)")]
        let answer =
            StyledText("Enter", .key) + scene.dim(" go on  ") + StyledText("Tab", .key) + scene.dim(" kind  ")
            + StyledText("Esc", .key) + scene.dim(" close")
        DialogFrame(
            scene: scene, title: scene.title("Kill which engine?"), lines: lines, answer: answer,
            scroll: max(0, chosen - 4)
        ).draw(&canvas)
    }
}

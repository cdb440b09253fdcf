import ClusterModel
import FailoverModel
import TerminalCanvas

/// What a pod's container wrote, the newest below.
struct PodLogDialog {
    let scene: Scene
    /// nil: there is nobody to ask.
    let view: PodLogView?

    func draw(_ canvas: inout Canvas) {
        let room = max(1, canvas.bounds.height - 6)
        let width = max(1, canvas.bounds.width - 6)
        let lines = lines(room).map { $0.truncated(to: width, ellipsis: scene.glyphs.ellipsis) }
        DialogFrame(scene: scene, title: title, lines: text ?? lines, answer: answer).draw(&canvas)
    }

    private var title: StyledText {
        guard let view else { return scene.title("Log") }
        var title = scene.title("Log") + scene.dim(scene.dot) + StyledText(view.letter, scene.style(of: view.letter))
        title += StyledText(" \(Sanitiser.line(view.request.pod.name))")
        if view.request.isPrevious { title += scene.dim(scene.dot) + StyledText("previous container", .warning) }
        if view.back > 0 { title += scene.dim(scene.dot) + StyledText("\(view.back) up", .accent) }
        if !view.filter.isEmpty || view.isTyping {
            title += scene.dim(scene.dot) + StyledText("/\(Sanitiser.line(view.filter))", .accent)
            title += scene.dim(" \(view.shown.count) of \(view.lines.count)")
        }
        return title
    }

    /// What stands in place of lines.
    private var text: [StyledText]? {
        guard let view else {
            return [scene.dim("A recording holds no logs of engines: there is nothing to ask. On the cluster: kubectl logs POD -c CONTAINER")]
        }
        if let problem = view.problem { return [StyledText(Sanitiser.line(problem), .warning)] }
        if view.readAt == nil { return [scene.dim("asking\(scene.glyphs.ellipsis)")] }
        if view.lines.isEmpty { return [scene.dim("The container has written nothing.")] }
        return view.shown.isEmpty ? [scene.dim("No line has this text. Esc shows all.")] : nil
    }

    private func lines(_ room: Int) -> [StyledText] {
        guard let view else { return [] }
        let shown = view.shown
        let end = max(min(room, shown.count), shown.count - view.back)
        let fault = view.faultLine
        return (max(0, end - room)..<end).map { index in
            let line = shown[index]
            let time = line.at.map { Format.clock($0, offset: scene.state.start.utcOffset) + " " } ?? ""
            return scene.dim(time) + StyledText(Sanitiser.line(line.text), fault.map { index > $0 } == true ? .warning : .plain)
        }
    }

    private var answer: StyledText {
        guard let view else { return key("Esc", "close") }
        if view.isTyping { return key("Enter", "done") + key("Esc", "all lines") }
        return key("Esc", "close") + key("End", "follow") + key("/", "filter") + key("p", view.request.isPrevious ? "present" : "previous")
            + (view.faultLine == nil ? StyledText() : key("f", "fault"))
    }

    private func key(_ key: String, _ label: String) -> StyledText { StyledText(key, .key) + scene.dim(" \(label)  ") }
}

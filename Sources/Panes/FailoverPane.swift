import TerminalCanvas

/// One incident: its marks, the lanes of the pods, the three gaps and the results of the expectations.
struct FailoverPane {
    let scene: Scene

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        guard let incident = scene.state.shownIncident else {
            let inner = scene.frame(&canvas, rect, .failover, scene.title("Failover"))
            return scene.paragraph(&canvas, invitation, in: inner.inset(columns: inner.width > 4 ? 1 : 0))
        }
        let facts = IncidentFacts(scene: scene, incident: incident)
        let inner = scene.frame(&canvas, rect, .failover, facts.title(room: rect.width))
        let marks = MarksTable(scene: scene, incident: incident)
        if inner.width >= 90 {
            let parts = inner.columns(.fixed(marks.width + 1), .fixed(2), .flexible())
            marks.draw(&canvas, in: parts[0].inset(columns: 1))
            for row in 0..<parts[1].height {
                canvas.write(
                    String(scene.glyphs.vertical), column: parts[1].column, row: parts[1].row + row, style: Style(.frame))
            }
            drawStory(&canvas, facts, [facts.gapLine] + facts.sentences, in: parts[2])
        } else {
            drawNarrow(&canvas, facts, marks, in: inner.inset(columns: inner.width > 24 ? 1 : 0))
        }
    }

    /// The lanes above the sentences; the sentences keep their room.
    private func drawStory(_ canvas: inout Canvas, _ facts: IncidentFacts, _ texts: [StyledText], in rect: Rect) {
        let waterfall = Waterfall(scene: scene, incident: facts.incident)
        let sentences = texts.flatMap { $0.wrapped(to: rect.width) }
        let lanes = min(waterfall.height, max(0, rect.height - min(sentences.count, rect.height / 2)))
        let parts = rect.rows(.fixed(lanes), .flexible())
        waterfall.draw(&canvas, in: parts[0])
        scene.paragraph(&canvas, sentences, in: parts[1])
    }

    /// One column: marks, then the gaps, then what fits. Scrolls.
    private func drawNarrow(_ canvas: inout Canvas, _ facts: IncidentFacts, _ marks: MarksTable, in rect: Rect) {
        let gaps = facts.judgedGaps.flatMap { $0.wrapped(to: rect.width) }
        let total = marks.height + gaps.count + facts.sentences.count
        let skipped = max(0, min(scene.navigation.scroll[.failover] ?? 0, total - rect.height))
        marks.draw(&canvas, in: rect, skipping: skipped)
        let used = max(0, marks.height - skipped)
        guard rect.height > used else { return }
        let rest = Rect(column: rect.column, row: rect.row + used, width: rect.width, height: rect.height - used)
        let hidden = max(0, skipped - marks.height)
        scene.paragraph(&canvas, Array(gaps.dropFirst(hidden)), in: rest)
        let below = rest.height - max(0, gaps.count - hidden)
        guard below > 0 else { return }
        let last = Rect(column: rect.column, row: rest.maxRow - below, width: rect.width, height: below)
        drawStory(&canvas, facts, facts.sentences, in: last)
    }

    private var invitation: [StyledText] {
        let cluster = scene.state.cluster
        let isHealthy = scene.state.router.health?.isHealthy == true && scene.state.sources.router.isLive
        let knowsPod = scene.state.activeRoute?.pod != nil
        return [
            opening + StyledText("s", .key) + scene.dim(" sends the request, ")
                + StyledText("x", .key) + scene.dim(" kills the pod that serves it."),
            StyledText(),
            check(cluster.readyEngines.count >= 2, "two or more engines ready (\(cluster.readyEngines.count))"),
            check(isHealthy, "router healthy"),
            check(scene.state.sources[.pods].isLive, "pod list live"),
            check(knowsPod, "the pod of session \(scene.state.settings.session) is known"),
        ]
    }

    private var opening: StyledText {
        let earlier = scene.state.incidents
        guard !earlier.all.isEmpty else { return scene.dim("No incident yet. ") }
        let open = earlier.open.isEmpty ? StyledText() : StyledText(", \(earlier.open.count) still open from before", .warning)
        return scene.dim("No incident since you started over") + open + scene.dim("; ") + StyledText("i", .key) + scene.dim(" lists all. ")
    }

    private func check(_ holds: Bool, _ text: String) -> StyledText {
        StyledText("\(holds ? scene.glyphs.check : scene.glyphs.hollow) ", holds ? .good : .dim)
            + StyledText(text, holds ? .plain : .dim)
    }
}

import IncidentModel
import TerminalCanvas

/// The board for a room: three large numbers, the stream, the timeline, the results, the caption, which keys.
struct PresenterBoard {
    let scene: Scene
    let moment: ShownMoment

    /// From here on, numbers are in large letters.
    private static let leastForNumbers = Size(columns: 54, rows: 18)

    func draw(_ canvas: inout Canvas) {
        let size = canvas.size
        let incident = scene.state.shownIncident
        let isLarge = size.columns >= Self.leastForNumbers.columns && size.rows >= Self.leastForNumbers.rows
        let caption = CaptionLine(scene: scene, padding: size.rows >= 36 ? 1 : 0)
        let numbers = isLarge ? BlockText.height * (size.rows >= 50 && size.columns >= 200 ? 2 : 1) + 1 : size.rows >= 8 ? 1 : 0
        let parts = canvas.bounds.rows(
            .fixed(size.rows >= 4 ? 1 : 0), .fixed(numbers), .flexible(),
            .fixed(incident != nil && size.rows >= 6 ? 1 : 0),
            .fixed(size.rows >= 10 ? min(caption.height(in: size.columns), size.rows / 4) : 0), .fixed(size.rows >= 3 ? 1 : 0))
        HeaderPane(scene: scene, moment: moment).draw(&canvas, in: parts[0])
        BigNumbers(scene: scene).draw(&canvas, in: parts[1])
        drawStory(&canvas, incident, in: parts[2])
        if let incident { VerdictChips(scene: scene, incident: incident).draw(&canvas, in: parts[3]) }
        caption.draw(&canvas, in: parts[4])
        drawFooter(&canvas, in: parts[5])
    }

    /// The stream, and below it the lanes of the incident where there is one.
    private func drawStory(_ canvas: inout Canvas, _ incident: Incident?, in rect: Rect) {
        guard let incident, rect.height >= 8, rect.width >= 20 else {
            return StreamPane(scene: scene).draw(&canvas, in: rect)
        }
        let facts = IncidentFacts(scene: scene, incident: incident)
        let waterfall = Waterfall(scene: scene, incident: incident, laneHeight: rect.height >= 24 ? 2 : 1)
        let lanes = min(waterfall.height + 2, rect.height - max(4, rect.height / 3))
        let parts = rect.rows(.flexible(), .fixed(lanes))
        StreamPane(scene: scene).draw(&canvas, in: parts[0])
        let inner = scene.frame(&canvas, parts[1], .failover, facts.title(room: rect.width))
        waterfall.draw(&canvas, in: inner.inset(columns: inner.width > 24 ? 1 : 0))
    }

    /// Keys first, then what the board has to say; in a recording and in the past, the keys that move it.
    private func drawFooter(_ canvas: inout Canvas, in line: Rect) {
        let trail = KeyTrail(scene: scene).text
        let isLive = moment == .present && scene.navigation.dialog == nil
        guard isLive, !trail.isEmpty else {
            return FooterPane(scene: scene, moment: moment).draw(&canvas, in: line)
        }
        var text = StyledText(" ") + trail
        if let notice = scene.navigation.notice {
            text += StyledText(Sanitiser.line(notice.text), notice.isError ? .bad : .accent)
        }
        canvas.write(
            text.truncated(to: line.width, ellipsis: scene.glyphs.ellipsis), column: line.column, row: line.row, clip: line)
    }
}

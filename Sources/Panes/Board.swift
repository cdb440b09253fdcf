import FailoverModel
import TerminalCanvas

/// The whole picture as a pure function of the state.
public enum Board {
    /// Below this, one pane at a time.
    private static let leastForPanes = Size(columns: 60, rows: 16)
    /// From here on, the stream and the timeline take the whole width.
    private static let leastForWide = Size(columns: 100, rows: 30)

    /// - Parameter moment: which one the state is of.
    public static func draw(
        _ state: State, size: Size, appearance: Appearance, moment: ShownMoment = .present
    ) -> Canvas {
        var canvas = Canvas(size: size)
        let scene = Scene(state: state, appearance: appearance)
        if state.navigation.isPresenting, state.navigation.zoomed == nil {
            PresenterBoard(scene: scene, moment: moment).draw(&canvas)
        } else {
            drawPanes(&canvas, scene, moment)
        }
        drawDialog(&canvas, scene)
        return canvas
    }

    private static func drawPanes(_ canvas: inout Canvas, _ scene: Scene, _ moment: ShownMoment) {
        let (size, state) = (canvas.size, scene.state)
        let isSmall = size.columns < leastForPanes.columns || size.rows < leastForPanes.rows
        // On very short screens the pane is worth more than the lines around it.
        let header = size.rows >= 4 ? 1 : 0
        let footer = size.rows >= 3 ? 1 : 0
        let caption = state.navigation.caption != nil && size.rows >= 12 ? 1 : 0
        let strip = state.settings.training != nil && size.rows >= 12 ? 1 : 0
        let rows = canvas.bounds.rows(.fixed(header), .flexible(), .fixed(strip), .fixed(caption), .fixed(footer))
        HeaderPane(scene: scene, moment: moment).draw(&canvas, in: rows[0])
        if isSmall {
            drawOne(&canvas, scene, in: rows[1])
        } else if let pane = state.navigation.zoomed {
            draw(pane, &canvas, scene, in: rows[1])
        } else if size.columns >= leastForWide.columns, size.rows >= leastForWide.rows {
            drawWide(&canvas, scene, in: rows[1])
        } else {
            drawTwoByTwo(&canvas, scene, in: rows[1])
        }
        LessonStrip(scene: scene).draw(&canvas, in: rows[2])
        CaptionLine(scene: scene).draw(&canvas, in: rows[3])
        FooterPane(scene: scene, moment: moment).draw(&canvas, in: rows[4])
    }

    private static func drawOne(_ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        let tabs = rect.height >= 6 ? 1 : 0
        let parts = rect.rows(.fixed(tabs), .flexible())
        let shown = scene.navigation.zoomed ?? scene.navigation.focus
        TabLine(scene: scene, shown: shown).draw(&canvas, in: parts[0])
        draw(shown, &canvas, scene, in: parts[1])
    }

    /// Pods and sessions side by side, the stream, the timeline.
    private static func drawWide(_ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        let wanted = max(scene.state.cluster.present.count, scene.state.sessions.records.count) + 4
        let lists = min(max(7, wanted), rect.height / 3)
        let parts = rect.rows(.fixed(lists), .flexible(minimum: 6), .fixed(min(14, rect.height / 2)))
        drawLists(&canvas, scene, in: parts[0])
        draw(.stream, &canvas, scene, in: parts[1])
        draw(.failover, &canvas, scene, in: parts[2])
    }

    /// The lists above, the stream and the timeline below: the timeline keeps its eight marks.
    private static func drawTwoByTwo(_ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        let parts = rect.rows(.flexible(minimum: 4), .fixed(min(13, max(8, rect.height - 6))))
        drawLists(&canvas, scene, in: parts[0])
        let below = parts[1].columns(.flexible(), .flexible(minimum: min(40, rect.width / 2)))
        draw(.stream, &canvas, scene, in: below[0])
        draw(.failover, &canvas, scene, in: below[1])
    }

    private static func drawLists(_ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        let lists = rect.columns(.flexible(), .flexible())
        draw(.pods, &canvas, scene, in: lists[0])
        draw(.sessions, &canvas, scene, in: lists[1])
    }

    private static func draw(_ pane: Pane, _ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        guard !rect.isEmpty else { return }
        switch pane {
        case .pods: PodsPane(scene: scene).draw(&canvas, in: rect)
        case .sessions: SessionsPane(scene: scene).draw(&canvas, in: rect)
        case .stream: StreamPane(scene: scene).draw(&canvas, in: rect)
        case .failover: FailoverPane(scene: scene).draw(&canvas, in: rect)
        }
    }

    private static func drawDialog(_ canvas: inout Canvas, _ scene: Scene) {
        switch scene.navigation.dialog {
        case .help(let scroll): HelpDialog(scene: scene, scroll: scroll).draw(&canvas)
        case .confirmKill(let proposal): ConfirmKillDialog(scene: scene, proposal: proposal).draw(&canvas)
        case .chooseKill(let index, let kind): KillChooserDialog(scene: scene, index: index, kind: kind).draw(&canvas)
        case .diagnosis(let scroll): DiagnosisDialog(scene: scene, scroll: scroll).draw(&canvas)
        case .details(let pane, let scroll): DetailsDialog(scene: scene, pane: pane, scroll: scroll).draw(&canvas)
        case .incidents(let index): IncidentList(scene: scene, index: index).draw(&canvas)
        case .faults(let engine, let kind): FaultMenu(scene: scene, engine: engine, kind: kind).draw(&canvas)
        case .lesson(let scroll): LessonSheet(scene: scene, scroll: scroll).draw(&canvas)
        case .filter, nil: break
        }
    }
}

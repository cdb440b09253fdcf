import FailoverModel
import TerminalCanvas

/// The whole picture as a pure function of the state.
package enum Board {
    /// - Parameter moment: which one the state is of.
    package static func draw(
        _ state: State, size: Size, appearance: Appearance, moment: ShownMoment = .present
    ) -> Canvas {
        var canvas = Canvas(size: size)
        let scene = Scene(state: state, appearance: appearance)
        if state.navigation.isPresenting, state.navigation.zoomed == nil {
            PresenterBoard(scene: scene, moment: moment).draw(&canvas)
        } else {
            drawPanes(&canvas, scene, moment)
        }
        drawDialog(&canvas, scene, moment)
        return canvas
    }

    private static func drawPanes(_ canvas: inout Canvas, _ scene: Scene, _ moment: ShownMoment) {
        let layout = BoardLayout(scene.state, size: canvas.size)
        HeaderPane(scene: scene, moment: moment).draw(&canvas, in: layout.header)
        if let tabs = layout.tabs, let shown = layout.panes.first?.pane { TabLine(scene: scene, shown: shown).draw(&canvas, in: tabs) }
        for (pane, rect) in layout.panes { draw(pane, &canvas, scene, in: rect) }
        LessonStrip(scene: scene).draw(&canvas, in: layout.strip)
        CaptionLine(scene: scene).draw(&canvas, in: layout.caption)
        FooterPane(scene: scene, moment: moment).draw(&canvas, in: layout.footer)
    }

    private static func draw(_ pane: Pane, _ canvas: inout Canvas, _ scene: Scene, in rect: Rect) {
        switch pane {
        case .pods: PodsPane(scene: scene).draw(&canvas, in: rect)
        case .sessions: SessionsPane(scene: scene).draw(&canvas, in: rect)
        case .stream: StreamPane(scene: scene).draw(&canvas, in: rect)
        case .failover: FailoverPane(scene: scene).draw(&canvas, in: rect)
        }
    }

    private static func drawDialog(_ canvas: inout Canvas, _ scene: Scene, _ moment: ShownMoment) {
        switch scene.navigation.dialog {
        case .help(let scroll): HelpDialog(scene: scene, moment: moment, scroll: scroll).draw(&canvas)
        case .confirmKill(let proposal): ConfirmKillDialog(scene: scene, proposal: proposal).draw(&canvas)
        case .chooseKill(let pod, let kind): KillChooserDialog(scene: scene, pod: pod, kind: kind).draw(&canvas)
        case .log(let view): PodLogDialog(scene: scene, view: view).draw(&canvas)
        case .diagnosis(let scroll): DiagnosisDialog(scene: scene, scroll: scroll).draw(&canvas)
        case .details(let pane, let scroll): DetailsDialog(scene: scene, pane: pane, scroll: scroll).draw(&canvas)
        case .answers(let index): AnswerList(scene: scene, index: index).draw(&canvas)
        case .incidents(let index): IncidentList(scene: scene, index: index).draw(&canvas)
        case .faults(let pod, let kind): FaultMenu(scene: scene, pod: pod, kind: kind).draw(&canvas)
        case .lesson(let scroll): LessonSheet(scene: scene, scroll: scroll).draw(&canvas)
        case .leaveLesson: LeaveLessonDialog(scene: scene).draw(&canvas)
        case .filter, nil: break
        }
    }
}

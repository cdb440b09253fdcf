import FailoverModel
import TerminalCanvas

extension Board {
    /// What a click asks for: the focus, and the row where it was a row of a list. nil where it meant nothing.
    package static func action(forClickAt point: Point, _ state: State, size: Size) -> Action? {
        guard state.navigation.dialog == nil, !state.navigation.isPresenting || state.navigation.zoomed != nil else { return nil }
        let layout = BoardLayout(state, size: size)
        guard let (pane, rect) = layout.panes.first(where: { $0.rect.contains(point) }) else { return nil }
        let scene = Scene(state: state, appearance: .utf8)
        let row: Int? =
            switch pane {
            case .pods: PodsPane(scene: scene).row(at: point, in: rect)
            case .sessions: SessionsPane(scene: scene).row(at: point, in: rect)
            case .stream, .failover: nil
            }
        return .select(pane, row: row)
    }
}

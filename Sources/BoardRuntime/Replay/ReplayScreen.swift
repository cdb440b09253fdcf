import FailoverModel
import Panes
import TerminalCanvas

/// A recording with its viewer: what keys do to it, and what it looks like.
struct ReplayScreen {
    private(set) var player: ReplayPlayer
    /// What the viewer looks at; the recorded operator's view is not his.
    private(set) var viewer: NavigationState

    /// What a key asks of whoever shows the recording.
    enum Request {
        case quit, leave, redraw, suspend
    }

    init(_ player: ReplayPlayer, isPresenting: Bool = false) {
        self.player = player
        viewer = NavigationState(isPresenting: isPresenting)
    }

    mutating func press(_ key: KeyPress) -> Request? {
        guard let action = ReplayKeymap.action(for: key, in: viewer) else { return nil }
        switch action {
        case .quit: return .quit
        case .leave: return .leave
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .view(let action): viewer.view(action, incidents: player.replay.state.incidents.all.count)
        default: player.apply(action)
        }
        return nil
    }

    mutating func paste(_ text: String) {
        guard let action = Keymap.action(forPaste: text, in: viewer) else { return }
        viewer.view(action, incidents: player.replay.state.incidents.all.count)
    }

    /// Real time has passed; false where the picture is as it was.
    mutating func pass(_ time: Duration) -> Bool {
        let before = player.status
        player.pass(time)
        return player.status != before
    }

    func picture(_ size: Size, _ appearance: Appearance) -> Canvas {
        Board.draw(player.shown(by: viewer), size: size, appearance: appearance, moment: .recorded(player.status))
    }
}

extension ReplayPlayer {
    /// The recorded state as a viewer looks at it: what the operator armed, asked and was told stays, the view is the viewer's.
    func shown(by viewer: NavigationState) -> State {
        replay.state.replayed(to: viewer)
    }
}

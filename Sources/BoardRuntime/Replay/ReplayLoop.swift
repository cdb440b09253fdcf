import FailoverModel
import Panes
import TerminalCanvas

/// A recording on the board: the same panes, drawn from the state at the moment that is played.
///
/// Concurrency: on the main actor, as the board's own loop.
@MainActor
public final class ReplayLoop {
    private var player: ReplayPlayer
    private let terminal: any Terminal
    private let appearance: Appearance
    /// What the viewer looks at; the recorded operator's view is not his.
    private var viewer = NavigationState()
    private var ending: ScreenLoop.Ending?

    private static let frame = Duration.milliseconds(33)

    public init(player: ReplayPlayer, terminal: any Terminal, appearance: Appearance) {
        self.player = player
        self.terminal = terminal
        self.appearance = appearance
    }

    public func run() async -> ScreenLoop.Ending {
        draw()
        let clock = Task { await play() }
        for await event in terminal.events {
            handle(event)
            if ending != nil || Task.isCancelled { break }
        }
        clock.cancel()
        return ending ?? .quit
    }

    private func play() async {
        var last = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.frame)
            let now = ContinuousClock.now
            let before = player.status
            player.pass(now - last)
            last = now
            if player.status != before { draw() }
        }
    }

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            guard let action = ReplayKeymap.action(for: key, in: viewer) else { return }
            carryOut(action)
        case .resized, .continued: draw()
        case .termination(let signal): ending = .signal(signal)
        case .gone(let reason): ending = .gone(reason)
        }
    }

    private func carryOut(_ action: ReplayAction) {
        switch action {
        case .quit: ending = .quit
        case .redraw: terminal.redraw()
        case .suspend: terminal.suspend()
        case .view(let action): viewer.view(action, incidents: player.replay.state.incidents.all.count)
        default: player.apply(action)
        }
        if ending == nil { draw() }
    }

    private func draw() {
        let shown = player.shown(by: viewer)
        terminal.present(Board.draw(shown, size: terminal.size, appearance: appearance, replay: player.status))
    }
}

extension ReplayPlayer {
    /// The recorded state as a viewer looks at it: what the operator armed, asked and was told stays, the view is the viewer's.
    func shown(by viewer: NavigationState) -> State {
        var shown = replay.state
        let recorded = shown.navigation
        shown.navigation = viewer
        shown.navigation.armed = recorded.armed
        shown.navigation.notice = recorded.notice
        shown.navigation.caption = recorded.caption
        if viewer.dialog == nil, case .confirmKill = recorded.dialog { shown.navigation.dialog = recorded.dialog }
        return shown
    }
}

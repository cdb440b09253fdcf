import Panes
import TerminalCanvas

/// A recording on the board: the same panes, drawn from the state at the moment that is played.
///
/// Concurrency: on the main actor, as the board's own loop.
@MainActor
package final class ReplayLoop {
    private var screen: ReplayScreen
    private let terminal: any Terminal
    private let appearance: Appearance
    private var ending: ScreenLoop.Ending?

    package init(player: ReplayPlayer, terminal: any Terminal, appearance: Appearance, isPresenting: Bool = false) {
        screen = ReplayScreen(player, isPresenting: isPresenting)
        self.terminal = terminal
        self.appearance = appearance
    }

    package func run() async -> ScreenLoop.Ending {
        draw()
        let film = Task {
            await FrameClock.run { [weak self] time in
                guard let self else { return }
                if screen.pass(time) { draw() }
            }
        }
        for await event in terminal.events {
            handle(event)
            if ending != nil || Task.isCancelled { break }
        }
        film.cancel()
        return ending ?? .quit
    }

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            switch screen.press(key) {
            case .quit: ending = .quit
            case .redraw: terminal.redraw()
            case .suspend: terminal.suspend()
            // There is no run behind it.
            case .leave, nil: break
            }
            if ending == nil { draw() }
        case .paste(let text):
            screen.paste(text)
            draw()
        case .resized, .continued: draw()
        case .termination(let signal): ending = .signal(signal)
        case .gone(let reason): ending = .gone(reason)
        }
    }

    private func draw() {
        terminal.present(screen.picture(terminal.size, appearance))
    }
}

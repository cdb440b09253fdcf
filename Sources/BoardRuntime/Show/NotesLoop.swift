import Panes
import TerminalCanvas

/// The speaker's screen in a second terminal: looks how far the show is, and draws it.
///
/// Concurrency: on the main actor, as the board's own loop.
@MainActor
package final class NotesLoop {
    private let terminal: any Terminal
    private let appearance: Appearance
    private let read: () -> (progress: ShowProgress?, time: Double)
    private var ending: ScreenLoop.Ending?
    private static let look = Duration.milliseconds(250)

    /// - Parameter read: how far the show is now, and the Unix time in seconds.
    package init(
        terminal: any Terminal, appearance: Appearance, read: @escaping () -> (progress: ShowProgress?, time: Double)
    ) {
        self.terminal = terminal
        self.appearance = appearance
        self.read = read
    }

    /// Until the speaker ends it or the terminal goes away.
    package func run() async -> ScreenLoop.Ending {
        draw()
        let clock = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.look)
                draw()
            }
        }
        for await event in terminal.events {
            handle(event)
            if ending != nil || Task.isCancelled { break }
        }
        clock.cancel()
        return ending ?? .quit
    }

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .key(.character("q")), .key(.control("c")), .key(.escape): ending = .quit
        case .key(.control("l")): terminal.redraw()
        case .key(.control("z")): terminal.suspend()
        case .key, .paste: break
        case .resized, .continued: draw()
        case .termination(let signal): ending = .signal(signal)
        case .gone(let reason): ending = .gone(reason)
        }
    }

    private func draw() {
        guard ending == nil else { return }
        let (progress, time) = read()
        terminal.present(NotesPage.draw(progress, at: time, size: terminal.size, appearance: appearance))
    }
}

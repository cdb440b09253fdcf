import FailoverModel
import Panes
import TerminalCanvas

/// The board on a terminal: one loop that drains the mailbox, then draws once.
///
/// Concurrency: on the main actor, the user interface thread. Keys are reduced as they come, so that a key finds the
/// state that the one before it made; frames are capped.
@MainActor
public final class ScreenLoop {
    /// Why the board ended.
    public enum Ending: Sendable, Equatable {
        case quit
        case signal(TerminationSignal)
        /// The terminal went away.
        case gone(String)
    }

    /// At most 60 frames a second: a change is on the screen at once when the board is quiet, within a frame when not.
    static let frame = Duration.milliseconds(16)

    private let keeper: StateKeeper
    private let terminal: any Terminal
    private let appearance: Appearance
    private var frozen: State?
    private var lastDraw: Moment?
    private var timer: Task<Void, Never>?
    private var ending: Ending?

    public init(keeper: StateKeeper, terminal: any Terminal, appearance: Appearance) {
        self.keeper = keeper
        self.terminal = terminal
        self.appearance = appearance
    }

    /// Runs until the operator quits, a signal ends it, the terminal goes away, or the task is cancelled. The terminal
    /// is restored by its owner.
    ///
    /// - Parameter beside: runs along with the loop, and is cancelled with it.
    public func run(beside: (@MainActor () async -> Void)? = nil) async -> Ending {
        absorb()
        draw()
        let company = Task { await beside?() }
        let keys = Task { await listen() }
        let ticks = Task { await keeper.tick() }
        await withTaskCancellationHandler {
            for await _ in keeper.mailbox.wakes {
                absorb()
                if ending != nil { break }
                drawWhenDue()
            }
        } onCancel: { [mailbox = keeper.mailbox] in
            mailbox.close()
        }
        timer?.cancel()
        keys.cancel()
        ticks.cancel()
        company.cancel()
        return ending ?? .quit
    }

    private func listen() async {
        for await event in terminal.events {
            handle(event)
            if ending != nil { return keeper.mailbox.wake() }
        }
    }

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            absorb()
            guard let action = Keymap.action(for: key, in: keeper.state.navigation) else { return }
            keeper.mailbox.post(.action(action))
            absorb()
            drawWhenDue()
        case .resized, .continued:
            draw()
        case .termination(let signal):
            ending = .signal(signal)
        case .gone(let reason):
            ending = .gone(reason)
        }
    }

    private func absorb() {
        for command in keeper.absorb() {
            switch command {
            case .quit: ending = ending ?? .quit
            case .redraw:
                terminal.redraw()
                draw()
            case .suspend: terminal.suspend()
            case .copy(let text): terminal.copy(text)
            case .announce(let news):
                // A change that somebody wanted wakes nobody.
                if news.event == .opened, !news.incident.planned { terminal.bell() }
            case .kill, .previewKill, .makeFault, .send, .cancel, .connectRouter, .forwardPort, .followLogs, .readMetrics, .selectPods: break
            }
        }
        if keeper.state.navigation.isPaused {
            frozen = frozen ?? keeper.state
        } else {
            frozen = nil
        }
    }

    private func drawWhenDue() {
        guard ending == nil else { return }
        let now = keeper.mailbox.clock.now
        guard let lastDraw, now - lastDraw < Self.frame else { return draw() }
        guard timer == nil else { return }
        let rest = Self.frame - (now - lastDraw)
        timer = Task { [weak self] in
            try? await Task.sleep(for: rest)
            self?.timer = nil
            if !Task.isCancelled { self?.draw() }
        }
    }

    private func draw() {
        lastDraw = keeper.mailbox.clock.now
        // Paused, the picture stands still but the operator can still move about in it.
        var shown = frozen ?? keeper.state
        shown.navigation = keeper.state.navigation
        terminal.present(Board.draw(shown, size: terminal.size, appearance: appearance))
    }
}

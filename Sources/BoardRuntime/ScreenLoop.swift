import ClusterModel
import FailoverModel
import Journal
import Panes
import TerminalCanvas

/// The board on a terminal: one loop that drains the mailbox, then draws once.
///
/// Concurrency: on the main actor, the user interface thread. Keys are reduced as they come, so that a key finds the
/// state that the one before it made; frames are capped.
@MainActor
package final class ScreenLoop {
    /// Why the board ended.
    package enum Ending: Sendable, Equatable {
        case quit
        case signal(TerminationSignal)
        /// The terminal went away.
        case gone(String)
    }

    /// At most 60 frames a second: a change is on the screen at once when the board is quiet, within a frame when not.
    static let frame = Duration.milliseconds(16)
    /// What only counts up, as others' requests in a busy router's log, is drawn ten times a second.
    static let calmFrame = Duration.milliseconds(100)

    let keeper: StateKeeper
    private let terminal: any Terminal
    private let appearance: Appearance
    /// Gives the recording that stands in for the run when the network fails.
    let fallback: (@Sendable () async throws -> Replay)?
    private(set) var tape: Tape
    /// An earlier moment, in place of the present.
    var playback: Playback?
    /// A recording, in place of the run.
    var recording: ReplayScreen?
    var film: Task<Void, Never>?
    var loading: Task<Void, Never>?
    /// By the real clock, as all of drawing: eyes have no other.
    private var lastDraw: ContinuousClock.Instant?
    private var timer: Task<Void, Never>?
    /// When the timer draws.
    private var due: ContinuousClock.Instant?
    /// Something is not on the screen yet that must be seen within a frame.
    private var needsImmediateRedraw = false
    private var ending: Ending?
    /// Until the question that stands takes answers.
    private var reading: Task<Void, Never>?
    private var answersFrom: Moment?

    package init(
        keeper: StateKeeper, terminal: any Terminal, appearance: Appearance,
        fallback: (@Sendable () async throws -> Replay)? = nil
    ) {
        self.keeper = keeper
        self.fallback = fallback
        tape = Tape(keeper.state)
        self.terminal = terminal
        self.appearance = appearance
    }

    /// Runs until the operator quits, a signal ends it, the terminal goes away, or the task is cancelled. The terminal
    /// is restored by its owner.
    ///
    /// - Parameter beside: runs along with the loop, and is cancelled with it.
    package func run(beside: (@MainActor () async -> Void)? = nil) async -> Ending {
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
        for task in [timer, film, loading, reading] { task?.cancel() }
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
            if recording != nil { return pressInRecording(key) }
            if let action = action(for: key) { perform(action) }
        case .paste(let text):
            absorb()
            if recording != nil {
                recording?.paste(text)
                draw()
            } else if let action = Keymap.action(forPaste: text, in: keeper.state.navigation) {
                perform(action)
            }
        case .resized, .continued:
            draw()
        case .termination(let signal):
            ending = .signal(signal)
        case .gone(let reason):
            ending = .gone(reason)
        }
    }

    private func perform(_ action: Action) {
        keeper.mailbox.post(.action(action))
        absorb()
        drawWhenDue()
    }

    private func action(for key: KeyPress) -> Action? {
        if case .mouse(let mouse) = key, mouse.kind == .click {
            return Board.action(forClickAt: mouse.position, keeper.state, size: terminal.size)
        }
        return Keymap.action(for: key, in: keeper.state.navigation)
    }

    private func pressInRecording(_ key: KeyPress) {
        switch recording?.press(key) {
        case .quit: ending = ending ?? .quit
        case .leave: leaveRecording()
        case .redraw: terminal.redraw()
        case .suspend: terminal.suspend()
        case nil: break
        }
        needsImmediateRedraw = true
        drawWhenDue()
    }

    private func absorb() {
        let commands = keeper.absorb { event, state in
            if event.needsImmediateRedraw(in: state) { needsImmediateRedraw = true }
            tape.record(event, after: state)
            if playback?.append(event) == true { keeper.mailbox.post(.action(.live)) }
        }
        for command in commands {
            switch command {
            case .movePlayback(let move): self.move(move)
            case .fallBack: fallBack()
            case .quit: ending = ending ?? .quit
            case .redraw:
                terminal.redraw()
                draw()
            case .suspend: terminal.suspend()
            case .copy(let text): terminal.copy(text)
            case .announce(let news):
                // A change that somebody wanted wakes nobody.
                if news.event == .opened, !news.incident.planned { terminal.bell() }
            case .kill, .previewKill, .keep, .makeFault, .send, .cancel, .connectRouter, .disconnectRouter, .forwardPort, .followLogs,
                .readMetrics, .readPodLog, .selectPods: break
            }
        }
        redrawWhenAnswersCount()
    }

    /// A question shows that it takes answers as soon as it does.
    private func redrawWhenAnswersCount() {
        let from = keeper.state.navigation.answersFrom
        guard from != answersFrom else { return }
        answersFrom = from
        reading?.cancel()
        guard let from else { return }
        let mailbox = keeper.mailbox
        reading = Task {
            guard (try? await Task.sleep(for: from - mailbox.clock.now)) != nil else { return }
            mailbox.post(.ticked)
        }
    }

    private func drawWhenDue() {
        guard ending == nil else { return }
        let now = ContinuousClock.now
        guard let lastDraw else { return draw() }
        let next = lastDraw + (needsImmediateRedraw ? Self.frame : Self.calmFrame)
        guard next > now else { return draw() }
        if let due, due <= next { return }
        due = next
        timer?.cancel()
        timer = Task { [weak self] in
            guard (try? await Task.sleep(for: next - now)) != nil else { return }
            self?.due = nil
            self?.draw()
        }
    }

    func draw() {
        guard ending == nil else { return }
        lastDraw = .now
        needsImmediateRedraw = false
        terminal.present(picture)
    }

    private var picture: Canvas {
        if let recording { return recording.picture(terminal.size, appearance) }
        guard let playback else { return Board.draw(keeper.state, size: terminal.size, appearance: appearance) }
        // The operator can move about in what was.
        return Board.draw(
            playback.shown(by: keeper.state.navigation), size: terminal.size, appearance: appearance,
            moment: playback.moment(at: keeper.mailbox.clock.now))
    }
}

import BoardRuntime
import FailoverModel
import Foundation
import KubernetesClient
import NcursesTerminal
import Panes
import Reports
import TerminalCanvas

/// One run of the board, on what the output asks for: a screen, lines, or one frame.
@MainActor
struct BoardSession {
    let access: ClusterAccess
    let settings: Settings
    var keySource: RouterKeySource? = nil
    let board: BoardOptions
    let record: Recording.Place?
    var notify: NotifyCommand? = nil
    var metrics: MetricsAddress? = nil
    /// Lines, whatever the output is.
    var isHeadless = false
    /// A story that plays itself.
    var story: Story? = nil
    /// Gets the state at the end of the board.
    var onEnd: (@MainActor (State) throws -> Void)? = nil

    struct Story {
        var show: Show
        /// Indices of those that are played on this board.
        var acts: Range<Int>
        /// The presenter's key ends each rest.
        var steps: Bool
        /// The board ends with the show.
        var endsBoard: Bool
        /// Nobody is there to press a key: a story that stopped is given up after this.
        var stopLimit: Duration? = nil
        /// Tells whether the show came to its end.
        var onEnd: @MainActor () -> Void = {}
    }

    func run() async throws {
        // One that was named is looked at now, not when it is needed.
        if let file = board.fallback { _ = try LoadedJournal.replay(file) }
        try await ClusterSession(access: access, settings: settings, keySource: keySource, record: record, notify: notify, metrics: metrics).run(front)
    }

    private func front(_ keeper: StateKeeper) async throws {
        if board.once {
            let state = await SnapshotLoop(keeper: keeper).run()
            try Task.checkCancellation()
            return try print(state)
        }
        if Output.isTerminal, !isHeadless {
            try await screen(keeper)
        } else {
            let mailbox = keeper.mailbox
            async let _ = closeWhenInterrupted(mailbox)
            await LineLoop(keeper: keeper, write: Output.print).run()
        }
        try Task.checkCancellation()
        try conclude(keeper.state)
        try onEnd?(keeper.state)
    }

    /// What a board that waited for an incident has to say at its end.
    private func conclude(_ state: State) throws {
        guard let wait = settings.wait else { return }
        if let incident = state.awaitedIncident { return Output.print(Sanitiser.line(state.summary(of: incident))) }
        if let open = state.incidents.all.last(where: { $0.isOpen && !$0.cause.isPlanned }) {
            throw Failure(.inconclusive, "not recovered: \(Sanitiser.line(state.summary(of: open)))")
        }
        let time = wait.timeout.map { " within \(Int($0.seconds)) s" } ?? ""
        throw Failure(.inconclusive, "no incident\(time)")
    }

    /// SIGINT and its kin end the lines as `q` ends the screen, with everything taken down.
    private nonisolated func closeWhenInterrupted(_ mailbox: Mailbox) async {
        await Interruption.wait()
        mailbox.close()
    }

    private func screen(_ keeper: StateKeeper) async throws {
        let fallback = FallbackRecording(file: board.fallback, own: record?.path)
        let options = try board.look.terminal()
        let terminal: NcursesTerminal
        // A terminal that goes away says so twice: by itself, and by the end of its shell. The first is handled while the
        // terminal is in use; the second must not cut short what is being taken down.
        signal(SIGHUP, SIG_IGN)
        do {
            terminal = try NcursesTerminal(options: options)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let loop = ScreenLoop(keeper: keeper, terminal: terminal, appearance: Appearance(glyphs: terminal.glyphs)) { try fallback.load() }
        // What a story tells must be read from the last row, where there is little room.
        if board.look.present || story != nil && !BoardLayout.isWide(terminal.size) { keeper.mailbox.post(.action(.present)) }
        let (history, mailbox) = (record?.history, keeper.mailbox)
        async let _ = PastIncidents.read(history) { mailbox.post(.historyRead($0)) }
        let welcome = Welcome.standard
        if welcome.isDue { keeper.mailbox.post(.action(.welcome)) }
        defer { if !keeper.state.navigation.isNew { welcome.remember() } }
        let ending = await loop.run { await tell(keeper) }
        terminal.restore()
        try ending.raise()
    }

    private func tell(_ keeper: StateKeeper) async {
        guard let story else { return }
        let notes = SpeakerNotes(story.show)
        let runner = ShowRunner(
            story.show, acts: story.acts, keeper: keeper, steps: story.steps, stopLimit: story.stopLimit
        ) { notes.tell($0) }
        guard await runner.run() else { return }
        story.onEnd()
        if story.endsBoard { keeper.mailbox.post(.action(.quit)) }
    }

    private func print(_ state: State) throws {
        switch board.output {
        case .text:
            let appearance: Appearance = board.look.ascii ? .ascii : .utf8
            let canvas = Board.draw(state, size: Size(columns: 120, rows: 36), appearance: appearance)
            Output.print(canvas.lines.joined(separator: "\n"))
        case .json:
            Output.print(Report.json(of: BoardReport(state)))
        }
        if let problem = state.unreachable { throw Failure(.unreachable, problem) }
    }
}

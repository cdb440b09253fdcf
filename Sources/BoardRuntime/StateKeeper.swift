import FailoverModel

/// Owns the state: drains the mailbox, records each event, reduces it, hands the commands on.
///
/// Concurrency: on the main actor; the only place where `reduce` is called in a running program.
@MainActor
package final class StateKeeper {
    package private(set) var state: State
    package let mailbox: Mailbox
    private let runner: CommandRunner
    /// Sees every event before it is reduced: the journal.
    private let tap: (Event) -> Void

    package init(start: Start, mailbox: Mailbox, handlers: CommandHandlers, tap: @escaping (Event) -> Void = { _ in }) {
        state = State(start: start)
        self.mailbox = mailbox
        runner = CommandRunner(handlers: handlers, mailbox: mailbox)
        self.tap = tap
        mailbox.post(.started(start))
    }

    /// Reduces everything that has arrived. `each` sees an event with the state after it; commands that are for the
    /// screen are returned.
    @discardableResult
    package func absorb(each: (Event, State) -> Void = { _, _ in }) -> [Command] {
        var screen: [Command] = []
        for event in mailbox.drain() {
            if event.fact.isRecorded { tap(event) }
            for command in reduce(into: &state, event) {
                switch command {
                case .copy, .movePlayback, .fallBack, .redraw, .suspend, .quit: screen.append(command)
                case .announce:
                    runner.run(command)
                    screen.append(command)
                case .kill, .previewKill, .keep, .makeFault, .send, .cancel, .connectRouter, .disconnectRouter, .forwardPort, .followLogs,
                    .readMetrics, .readPodLog, .selectPods:
                    runner.run(command)
                }
            }
            each(event, state)
        }
        return screen
    }

    /// Posts ticks until cancelled: ten a second while something moves, else one on each whole second of the wall
    /// clock, so that a quiet board costs next to nothing.
    package func tick() async {
        while !Task.isCancelled {
            let pause: Duration
            if state.isBusy {
                pause = .milliseconds(100)
            } else {
                let wall = state.start.wallClock(at: mailbox.clock.now)
                pause = .seconds(1 - (wall - wall.rounded(.down)))
            }
            try? await mailbox.clock.sleep(for: pause)
            mailbox.post(.ticked)
        }
    }

    /// Ends all work that commands started. Returns what arrived meanwhile: it is recorded, and no longer reduced.
    @discardableResult
    package func stop() async -> [Event] {
        await runner.stop()
        let last = Array(mailbox.drain())
        for event in last where event.fact.isRecorded { tap(event) }
        return last
    }
}

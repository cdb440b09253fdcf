import Panes

/// The board without a terminal: one plain line per event that a person would want to know of.
@MainActor
package final class LineLoop {
    private let keeper: StateKeeper
    private let write: (String) -> Void

    package init(keeper: StateKeeper, write: @escaping (String) -> Void) {
        self.keeper = keeper
        self.write = write
    }

    /// Runs until the task is cancelled or the mailbox is closed.
    package func run() async {
        let ticks = Task { await keeper.tick() }
        await withTaskCancellationHandler {
            var (isOver, lines) = (false, PlainLines())
            for await _ in keeper.mailbox.wakes where !isOver {
                let commands = keeper.absorb { event, state in
                    if let line = lines.line(for: event, state: state) { write(line) }
                }
                for case .announce(let news) in commands { write(Board.plainLine(for: news, state: keeper.state)) }
                isOver = commands.contains(.quit)
                if isOver { keeper.mailbox.close() }
            }
        } onCancel: { [mailbox = keeper.mailbox] in
            mailbox.close()
        }
        ticks.cancel()
    }
}

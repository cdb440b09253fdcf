import FailoverModel

/// `--once`: waits until the data is in, or will not come, and ends.
@MainActor
package final class SnapshotLoop {
    private let keeper: StateKeeper
    private let patience: Duration

    /// The usual patience is longer than the ten seconds after which a source that never answered says why.
    package init(keeper: StateKeeper, patience: Duration = .seconds(15)) {
        self.keeper = keeper
        self.patience = patience
    }

    /// The state once every source has settled, or as it is when patience has run out.
    package func run() async -> State {
        let mailbox = keeper.mailbox
        let deadline = Task {
            try? await mailbox.clock.sleep(for: patience)
            mailbox.close()
        }
        await withTaskCancellationHandler {
            for await _ in mailbox.wakes {
                keeper.absorb()
                if keeper.state.isSettled { break }
            }
        } onCancel: {
            mailbox.close()
        }
        deadline.cancel()
        return keeper.state
    }
}

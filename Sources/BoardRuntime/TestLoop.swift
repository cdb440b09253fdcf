import FailoverModel

/// A test or a diagnosis without a screen: reduces until it is over, and tells its progress.
@MainActor
package final class TestLoop {
    private let keeper: StateKeeper
    private let progress: (Event, State) -> Void

    /// - Parameter progress: sees every event with the state after it.
    package init(keeper: StateKeeper, progress: @escaping (Event, State) -> Void) {
        self.keeper = keeper
        self.progress = progress
    }

    /// Runs until the test is over or the task is cancelled; the state then holds the result.
    package func run() async -> State {
        let mailbox = keeper.mailbox
        let ticks = Task { await keeper.tick() }
        await withTaskCancellationHandler {
            for await _ in mailbox.wakes {
                if keeper.absorb(each: progress).contains(.quit) { break }
            }
        } onCancel: {
            mailbox.close()
        }
        ticks.cancel()
        return keeper.state
    }
}

import Synchronization

/// Which pods are wanted, as label selectors of the API server's syntax, and a way to wait for others to be wanted.
///
/// Concurrency: the board's loop selects, one task waits; a mutex guards both.
final class PodSelection: Sendable {
    private struct State {
        var selectors: [String] = []
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    var selectors: [String] { state.withLock(\.selectors) }

    func select(_ selectors: [String]) {
        let waiting = state.withLock { state in
            state.selectors = selectors
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.finish() }
    }

    /// Returns when others than these are wanted, or when the task is cancelled.
    func change(from selectors: [String]) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        state.withLock { state in
            if state.selectors == selectors { state.waiting.append(continuation) } else { continuation.finish() }
        }
        for await _ in stream {}
    }
}

import Synchronization

/// What is wrong with an engine at the moment. Read before every token, set by the demo's fault controls.
final class EngineFault: Sendable {
    struct State: Sendable {
        var isStalled = false
        /// 1 is the normal pace, 4 takes four times as long.
        var slowdown = 1.0
        var isUnready = false
    }

    private let state = Mutex(State())

    var current: State { state.withLock { $0 } }

    func change(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }

    /// Returns when the engine is not stalled; throws when its process ends.
    func passWhenRunning() async throws {
        while current.isStalled { try await Task.sleep(for: .milliseconds(50)) }
        try Task.checkCancellation()
    }
}

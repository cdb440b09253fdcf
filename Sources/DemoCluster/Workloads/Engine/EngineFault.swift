import Synchronization

/// What is wrong with an engine at the moment. Read before every token, set by the demo's fault controls.
final class EngineFault: Sendable {
    struct Condition: Sendable {
        var isStalled = false
        /// 1 is the normal pace, 4 takes four times as long.
        var slowdown = 1.0
        var isUnready = false
    }

    private struct State {
        var condition = Condition()
        var next: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    var current: Condition { state.withLock { $0.condition } }

    func change(_ change: (inout Condition) -> Void) {
        let released = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            change(&state.condition)
            guard !state.condition.isStalled else { return [] }
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in released { continuation.resume() }
    }

    /// Returns when the engine is not stalled; throws when its process ends.
    func passWhenRunning() async throws {
        let id = state.withLock { state -> UInt64 in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state -> Bool in
                    if !state.condition.isStalled || Task.isCancelled { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
        }
        try Task.checkCancellation()
    }
}

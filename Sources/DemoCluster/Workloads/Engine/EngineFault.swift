import Synchronization

/// What is wrong with an engine at the moment. Read before every token, set by the demo's fault controls.
final class EngineFault: Sendable {
    /// EngineCore: the process that makes the tokens, beside the one that serves HTTP.
    enum Core: Sendable {
        case runs
        /// Stopped (SIGSTOP, a hung GPU): no token, no error, and the other process does not know.
        case frozen
        /// Killed, and nobody has told the streams.
        case gone
        /// Dead: streams get an error event.
        case dead
        /// Ends what it was asked with the finish reason `abort`.
        case aborts

        var isSilent: Bool { self == .frozen || self == .gone }
        var isAlive: Bool { self == .runs || self == .frozen }
    }

    struct Condition: Sendable {
        var isStalled = false
        var core = Core.runs
        /// It drains: running requests go on, new ones are refused.
        var refusesRequests = false
        /// 1 is the normal pace, 4 takes four times as long.
        var slowdown = 1.0
        var isUnready = false
    }

    private struct Waiting {
        var isForTokens: Bool
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var condition = Condition()
        var next: UInt64 = 0
        var waiting: [UInt64: Waiting] = [:]

        func holds(_ isForTokens: Bool) -> Bool { condition.isStalled || isForTokens && condition.core.isSilent }
    }

    private let state = Mutex(State())

    var current: Condition { state.withLock { $0.condition } }

    func change(_ change: (inout Condition) -> Void) {
        let released = state.withLock { state -> [Waiting] in
            change(&state.condition)
            let released = state.waiting.filter { !state.holds($0.value.isForTokens) }
            for id in released.keys { state.waiting[id] = nil }
            return Array(released.values)
        }
        for one in released { one.continuation.resume() }
    }

    /// What is injected is taken away; what the end of the process has brought stays.
    func heal() {
        change { now in
            let (core, refuses) = (now.core, now.refusesRequests)
            now = Condition()
            now.core = core == .frozen ? .runs : core
            now.refusesRequests = refuses
        }
    }

    /// Returns when the engine is not stalled; throws when its process ends.
    func passWhenRunning() async throws { try await pass(isForTokens: false) }

    /// Returns when the next token may come.
    /// - Throws: how the stream ends instead.
    func passWhenMakingTokens() async throws {
        try await pass(isForTokens: true)
        switch current.core {
        case .runs, .frozen, .gone: break
        case .dead: throw Ended.byError
        case .aborts: throw Ended.byAbort
        }
    }

    /// A stream that the engine itself ends before its time.
    enum Ended: Error { case byError, byAbort }

    private func pass(isForTokens: Bool) async throws {
        let id = state.withLock { state -> UInt64 in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state -> Bool in
                    if !state.holds(isForTokens) || Task.isCancelled { return true }
                    state.waiting[id] = Waiting(isForTokens: isForTokens, continuation: continuation)
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume()
        }
        try Task.checkCancellation()
    }
}

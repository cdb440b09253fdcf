import Synchronization

/// Collects what is reported, and lets a test wait for it. The test's time limit is the deadline.
final class Seen<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let news: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() {
        (news, continuation) = AsyncStream.makeStream()
    }

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) {
        values.withLock { $0.append(value) }
        continuation.yield(value)
    }

    /// Waits for a value. Values before it are passed over; one waiter at a time.
    func wait(for matches: @Sendable (Value) -> Bool) async {
        for await value in news where matches(value) { return }
    }
}

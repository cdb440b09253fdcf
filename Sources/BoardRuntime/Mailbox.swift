import DequeModule
import FailoverModel
import Synchronization

/// The one way in for facts. Unbounded, since a lost deletion or token would be a lie; ticks are coalesced before it.
///
/// Concurrency: any task posts; the board's loop alone drains. The queue is guarded by a mutex that is held for an
/// append or a swap, and a one-slot stream wakes the loop.
package final class Mailbox: Sendable {
    package let clock: RunClock
    /// Yields at least once after any `post` that wakes, or `wake`; several may share one.
    package let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let queue = Mutex(Queue())

    private struct Queue {
        var events: Deque<Event> = []
        var hasTick = false
    }

    package init(clock: RunClock = RunClock()) {
        self.clock = clock
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Stamps the fact and wakes the loop.
    ///
    /// - Parameter wakes: false for what nobody waits for: it is there when something else wakes the loop, a tick at the latest.
    package func post(_ fact: Fact, wakes: Bool = true) {
        queue.withLock { queue in
            if fact == .ticked {
                if queue.hasTick { return }
                queue.hasTick = true
            }
            // Stamped under the lock, so that the queue is in the order of its times.
            queue.events.append(Event(at: clock.now, fact))
        }
        if wakes { wake() }
    }

    /// Runs the loop once more without a fact.
    package func wake() {
        waker.yield()
    }

    /// Everything that was posted since the last drain, oldest first.
    package func drain() -> Deque<Event> {
        queue.withLock { queue in
            defer { queue = Queue() }
            return queue.events
        }
    }

    /// Ends `wakes`.
    package func close() {
        waker.finish()
    }
}

import Synchronization
import TrafficModel

/// What came of all streams together.
final class TokenCount: Sendable {
    private struct Seen {
        var tokens = 0
        var complete = 0
        var first: ContinuousClock.Instant?
        var last: ContinuousClock.Instant?
    }

    private let seen = Mutex(Seen())

    var tokens: Int { seen.withLock { $0.tokens } }
    var complete: Int { seen.withLock { $0.complete } }

    /// From the first token to the last.
    var seconds: Double {
        seen.withLock { seen in
            guard let first = seen.first, let last = seen.last else { return 0 }
            return (last - first) / .seconds(1)
        }
    }

    func note(_ fact: StreamFact) {
        seen.withLock { seen in
            switch fact {
            case .text:
                seen.tokens += 1
                seen.first = seen.first ?? .now
                seen.last = .now
            case .finishReason: seen.complete += 1
            default: break
            }
        }
    }
}

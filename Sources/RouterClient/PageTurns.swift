import ClusterModel
import Synchronization

/// Whose turn it is to read a page: all readers together read at most so many a second, however many pods there are, in the order
/// in which they ask. Who is to be read first does not wait, and the others wait the longer for it.
final class PageTurns: Sendable {
    private let step: Duration
    private let next = Mutex(Moment.zero)

    init(perSecond: Int) { step = .seconds(1) / max(1, perSecond) }

    /// When a page may be read that is asked for now.
    func reserve(at now: Moment, isFirst: Bool) -> Moment {
        next.withLock { next in
            let turn = max(now, next)
            next = turn + step
            return isFirst ? now : turn
        }
    }
}

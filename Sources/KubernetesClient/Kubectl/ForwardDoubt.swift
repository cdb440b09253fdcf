import FailoverModel
import Synchronization

/// Whether what should answer through a port-forward still does. kubectl holds on to one pod of the service, and may go on
/// when that is gone: then only those who ask through it can tell.
///
/// Concurrency: told by those who ask, read by the supervisor; a mutex guards the one value.
public final class ForwardDoubt: Sendable {
    private let failingSince = Mutex<Moment?>(nil)

    public init() {}

    public func answered() { failingSince.withLock { $0 = nil } }

    public func failed(at moment: Moment) { failingSince.withLock { $0 = $0 ?? moment } }

    func isFailing(for patience: Duration, at now: Moment) -> Bool {
        failingSince.withLock { $0.map { now - $0 >= patience } ?? false }
    }
}

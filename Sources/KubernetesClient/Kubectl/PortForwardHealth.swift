import ClusterModel
import Synchronization

/// Whether what should answer through a port-forward still does. kubectl holds on to one pod of the service, and may go on
/// when that is gone: then only those who ask through it can tell.
///
/// Concurrency: told by those who ask, read by the supervisor; a mutex guards the one value.
package final class PortForwardHealth: Sendable {
    private let failingSince = Mutex<Moment?>(nil)

    package init() {}

    package func answered() { failingSince.withLock { $0 = nil } }

    package func failed(at moment: Moment) { failingSince.withLock { $0 = $0 ?? moment } }

    func isFailing(for patience: Duration, at now: Moment) -> Bool {
        failingSince.withLock { $0.map { now - $0 >= patience } ?? false }
    }
}

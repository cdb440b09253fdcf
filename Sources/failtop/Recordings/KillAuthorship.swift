import ClusterModel
import Foundation
import Synchronization

/// Who kills, for the journal: the login here, and the user and context that kubectl told.
final class KillAuthorship: Sendable {
    private let identity = Mutex<ClusterIdentity?>(nil)

    func note(_ fact: KubernetesFact) {
        if case .connected(let known) = fact { identity.withLock { $0 = known } }
    }

    var now: KillAuthor {
        let known = identity.withLock { $0 }
        let login = ProcessInfo.processInfo.userName
        return KillAuthor(login: login.isEmpty ? nil : login, user: known?.user, context: known?.context)
    }
}

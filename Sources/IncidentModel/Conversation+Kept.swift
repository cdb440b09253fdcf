import Algorithms
import ClusterModel
import TrafficModel

extension Conversation {
    /// False where the router moved the session before the fault though nothing called for it: then where it goes after one tells
    /// nothing.
    func isKept(before fault: Moment, _ cluster: ClusterState) -> Bool {
        let served = (records + probes).filter { $0.requestedAt < fault && !$0.chunks.isEmpty }.sorted { $0.requestedAt < $1.requestedAt }
        return served.adjacentPairs().allSatisfy { earlier, later in
            guard let old = earlier.firstServer, let new = later.firstServer, old != new, let left = cluster.record(uid: old.uid),
                let taken = cluster.record(uid: new.uid)
            else { return true }
            // The API tells of an end a little later than the router may know of it.
            let end = later.requestedAt + IncidentsState.breakBeforeFault
            let wasThere = left.stages.last { $0.from <= earlier.requestedAt }?.stage == .ready
                && !left.stages.contains { $0.stage != .ready && $0.from > earlier.requestedAt && $0.from <= end }
            // Whoever comes, or comes back, is given a part of the sessions.
            let begin = earlier.requestedAt - IncidentsState.discovery
            let comings = taken.stages.filter { $0.stage == .ready }
            return !wasThere || comings.isEmpty || comings.contains { $0.from > begin && $0.from <= later.requestedAt }
        }
    }
}

extension StreamRecord {
    /// Who gave its first token: what it was moved to later is another matter.
    fileprivate var firstServer: PodIdentity? { chunks.first.flatMap { pod(at: $0.at) } }
}

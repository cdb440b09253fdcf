import ClusterModel
import TrafficModel

/// What the router's log counts besides requests of ours: its lines name no request, and no engine.
struct FailuresOfOthers {
    private let log: RouterFailures
    /// Those that ended since, and by no fault of our own path.
    private let ours: [(record: StreamRecord, endedAt: Moment)]

    init(_ traffic: TrafficState, since: Moment) {
        log = traffic.failures
        ours = traffic.conversations.all.values.flatMap { $0.records + $0.probes }.compactMap { record in
            guard record.pathFailure == nil, let endedAt = record.endedAt, endedAt >= since else { return nil }
            return (record, endedAt)
        }
    }

    func refused(in times: Range<Moment>) -> Int {
        max(0, log.refused(in: times) - ours.count { times.contains($0.endedAt) && ($0.record.refused?.status ?? 0) >= 500 })
    }

    func broken(in times: Range<Moment>) -> Int {
        max(0, log.broken(in: times) - ours.count { times.contains($0.endedAt) && $0.record.outcome.isTruncated })
    }

    /// They were sent there, and we ended them before the engine or the router did.
    func oursGivenUp(on pod: PodIdentity) -> [StreamRecord] {
        ours.map(\.record).filter { record in
            guard record.routes.last?.pod == pod else { return false }
            return switch record.outcome {
            case .stalled, .cancelled: true
            default: false
            }
        }
    }
}

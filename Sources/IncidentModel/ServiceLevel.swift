import Algorithms
import ClusterModel
import TrafficModel

/// Our latest requests, of all sessions, beside the limits that somebody set: a service may answer, and too late or too seldom for
/// people, though every pod looks well.
struct ServiceLevel {
    private static let window = Duration.seconds(60)
    /// Of so many the middle counts: one slow answer is none.
    private static let leastTimed = 5
    /// And of so many the share that failed.
    private static let leastEnded = 10

    private let limits: Limits
    /// The newest.
    private var waits: [(sent: Moment, wait: Duration)] = []
    private var ended: [(sent: Moment, failed: Bool)] = []

    /// - Parameter since: what was sent before was hit by an incident that is told already.
    init(_ context: IncidentContext, _ limits: Limits, since: Moment?) {
        self.limits = limits
        for conversation in context.conversations.all.values {
            for record in (conversation.records + conversation.probes).reversed() {
                guard context.now - record.requestedAt < Self.window, since.map({ record.requestedAt > $0 }) ?? true else { break }
                guard [.question, .probe].contains(record.request.purpose), record.pathFailure == nil, record.outcome != .cancelled else { continue }
                if let wait = record.timeToFirstToken {
                    waits.append((record.requestedAt, wait))
                } else if record.isOpen, limits.firstToken.map({ context.now - record.requestedAt > $0 }) == true {
                    waits.append((record.requestedAt, context.now - record.requestedAt))
                }
                if !record.isOpen { ended.append((record.requestedAt, record.outcome.isBreak)) }
            }
        }
        waits = Array(waits.max(count: Self.leastTimed) { $0.sent < $1.sent })
        ended = Array(ended.max(count: Self.leastEnded) { $0.sent < $1.sent })
    }

    /// nil: they are kept, or too few requests tell.
    var fault: RouterFault? { slow ?? failing }

    /// So many requests that nothing wrong in them says that it is over.
    var isWellKnown: Bool {
        (limits.firstToken == nil || waits.count == Self.leastTimed) && (limits.failures == nil || ended.count == Self.leastEnded)
    }

    /// When the first of them was sent that was too late, or failed.
    var since: Moment? {
        let late = waits.filter { wait in limits.firstToken.map { wait.wait > $0 } == true }.map(\.sent)
        return (late + ended.filter(\.failed).map(\.sent)).min()
    }

    private var slow: RouterFault? {
        guard let limit = limits.firstToken, waits.count == Self.leastTimed else { return nil }
        let middle = waits.map(\.wait).sorted()[Self.leastTimed / 2]
        return middle > limit ? .slow(middle, limit: limit) : nil
    }

    private var failing: RouterFault? {
        guard let limit = limits.failures, ended.count == Self.leastEnded else { return nil }
        let failed = ended.count(where: \.failed)
        return failed * 100 > limit * Self.leastEnded ? .failsOften(failed, of: Self.leastEnded, limit: limit) : nil
    }
}

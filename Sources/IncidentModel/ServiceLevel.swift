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
    /// The newest, with how long each waited so far.
    private var waits: [(record: StreamRecord, wait: Duration)] = []
    private var ended: [StreamRecord] = []

    /// - Parameter since: what was sent before was hit by an incident that is told already.
    init(_ context: IncidentContext, _ limits: Limits, since: Moment?) {
        self.limits = limits
        for conversation in context.conversations.all.values {
            for record in (conversation.records + conversation.probes).reversed() {
                guard context.now - record.requestedAt < Self.window, since.map({ record.requestedAt > $0 }) ?? true else { break }
                guard [.question, .probe].contains(record.request.purpose), record.pathFailure == nil, record.outcome != .cancelled else { continue }
                if let wait = record.timeToFirstToken {
                    waits.append((record, wait))
                } else if record.isOpen, limits.firstToken.map({ context.now - record.requestedAt > $0 }) == true {
                    waits.append((record, context.now - record.requestedAt))
                }
                if !record.isOpen { ended.append(record) }
            }
        }
        waits = waits.max(count: Self.leastTimed) { $0.record.requestedAt < $1.record.requestedAt }
        ended = ended.max(count: Self.leastEnded) { $0.requestedAt < $1.requestedAt }
    }

    /// nil: they are kept, or too few requests tell.
    var fault: RouterFault? { slow ?? failing }

    /// So many requests that nothing wrong in them says that it is over.
    var isWellKnown: Bool {
        (limits.firstToken == nil || waits.count == Self.leastTimed) && (limits.failures == nil || ended.count == Self.leastEnded)
    }

    /// Those that say so: too late, or failed.
    var signs: [RequestSign] {
        if let limit = limits.firstToken, slow != nil {
            return waits.filter { $0.wait > limit }.map { wait in
                RequestSign(wait.record, "time to first token", wait.record.timeToFirstToken == nil ? "more than \(wait.wait.inWords)" : wait.wait.inWords)
            }
        }
        return failing == nil ? [] : ended.filter(\.outcome.isBreak).map { RequestSign($0, "outcome", $0.outcome.sentence) }
    }

    private var slow: RouterFault? {
        guard let limit = limits.firstToken, waits.count == Self.leastTimed else { return nil }
        let middle = waits.map(\.wait).sorted()[Self.leastTimed / 2]
        return middle > limit ? .slow(middle, limit: limit) : nil
    }

    private var failing: RouterFault? {
        guard let limit = limits.failures, ended.count == Self.leastEnded else { return nil }
        let failed = ended.count(where: \.outcome.isBreak)
        return failed * 100 > limit * Self.leastEnded ? .failsOften(failed, of: Self.leastEnded, limit: limit) : nil
    }
}

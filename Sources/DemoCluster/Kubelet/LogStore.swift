import Foundation
import Synchronization

/// What containers wrote: the present run of each and the one before.
final class LogStore: Sendable {
    struct Line: Sendable, Equatable {
        var date: Date
        var text: String
    }

    private struct Log {
        var lines: [Line] = []
        var previous: [Line]?
        var followers: [Int: AsyncStream<Line>.Continuation] = [:]
        var nextFollower = 0
    }

    private let logs = Mutex<[String: Log]>([:])
    private let limit: Int
    private let clock: ClusterClock

    /// - Parameter limit: lines kept per container.
    init(limit: Int = 20_000, clock: ClusterClock = ClusterClock()) {
        self.limit = limit
        self.clock = clock
    }

    func append(_ text: String, pod uid: String) {
        let line = Line(date: clock.date, text: text)
        logs.withLock { logs in
            logs[uid, default: Log()].lines.append(line)
            if let count = logs[uid]?.lines.count, count > limit + limit / 4 {
                logs[uid]?.lines.removeFirst(count - limit)
            }
            // Those that nobody reads any more go here, not in their `onTermination`: as in `ObjectStore.subscribe`.
            for (id, follower) in logs[uid]?.followers ?? [:] where !follower.isWanted(after: follower.yield(line)) {
                logs[uid]?.followers[id] = nil
            }
        }
    }

    /// A new run of the container begins; followers of the old one have seen all of it.
    func rotate(pod uid: String) {
        end(pod: uid) { $0.previous = $0.lines; $0.lines = [] }
    }

    /// The pod is gone.
    func remove(pod uid: String) {
        end(pod: uid) { _ in }
        logs.withLock { _ = $0.removeValue(forKey: uid) }
    }

    private func end(pod uid: String, _ change: (inout Log) -> Void) {
        logs.withLock { logs in
            guard var log = logs[uid] else { return }
            for follower in log.followers.values { follower.finish() }
            log.followers = [:]
            change(&log)
            logs[uid] = log
        }
    }

    /// The lines so far; nil if there was no previous run.
    func lines(pod uid: String, previous: Bool = false) -> [Line]? {
        logs.withLock { previous ? $0[uid]?.previous : $0[uid]?.lines ?? [] }
    }

    /// The lines so far and all that come, until the container ends.
    func follow(pod uid: String) -> (lines: [Line], new: AsyncStream<Line>) {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self)
        let lines = logs.withLock { logs in
            let id = logs[uid, default: Log()].nextFollower
            logs[uid, default: Log()].nextFollower += 1
            logs[uid]?.followers[id] = continuation
            return logs[uid]?.lines ?? []
        }
        return (lines, stream)
    }
}

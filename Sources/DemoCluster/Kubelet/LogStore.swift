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

    /// Of one container.
    private struct Name: Hashable {
        var pod: String
        var container: String
    }

    private let logs = Mutex<[Name: Log]>([:])
    private let limit: Int
    private let clock: ClusterClock

    /// - Parameter limit: lines kept per container.
    init(limit: Int = 20_000, clock: ClusterClock = ClusterClock()) {
        self.limit = limit
        self.clock = clock
    }

    func append(_ text: String, pod uid: String, container: String = "") {
        let line = Line(date: clock.date, text: text)
        let name = Name(pod: uid, container: container)
        logs.withLock { logs in
            logs[name, default: Log()].lines.append(line)
            if let count = logs[name]?.lines.count, count > limit + limit / 4 {
                logs[name]?.lines.removeFirst(count - limit)
            }
            // Those that nobody reads any more go here, not in their `onTermination`: as in `ObjectStore.subscribe`.
            for (id, follower) in logs[name]?.followers ?? [:] where !follower.isWanted(after: follower.yield(line)) {
                logs[name]?.followers[id] = nil
            }
        }
    }

    /// A new run of the container begins; followers of the old one have seen all of it.
    func rotate(pod uid: String, container: String = "") {
        end(Name(pod: uid, container: container)) { $0.previous = $0.lines; $0.lines = [] }
    }

    /// The pod is gone.
    func remove(pod uid: String) {
        for name in logs.withLock({ $0.keys.filter { $0.pod == uid } }) {
            end(name) { _ in }
            logs.withLock { _ = $0.removeValue(forKey: name) }
        }
    }

    private func end(_ name: Name, _ change: (inout Log) -> Void) {
        logs.withLock { logs in
            guard var log = logs[name] else { return }
            for follower in log.followers.values { follower.finish() }
            log.followers = [:]
            change(&log)
            logs[name] = log
        }
    }

    /// The lines so far; nil if there was no previous run.
    func lines(pod uid: String, container: String = "", previous: Bool = false) -> [Line]? {
        let name = Name(pod: uid, container: container)
        return logs.withLock { previous ? $0[name]?.previous : $0[name]?.lines ?? [] }
    }

    /// The lines so far and all that come, until the container ends.
    func follow(pod uid: String, container: String = "") -> (lines: [Line], new: AsyncStream<Line>) {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self)
        let name = Name(pod: uid, container: container)
        let lines = logs.withLock { logs in
            let id = logs[name, default: Log()].nextFollower
            logs[name, default: Log()].nextFollower += 1
            logs[name]?.followers[id] = continuation
            return logs[name]?.lines ?? []
        }
        return (lines, stream)
    }
}

import Algorithms
import ClusterModel

/// Which pod serves which session, and what happened to it.
package struct SessionsState: Sendable, Equatable {
    /// By session id.
    package internal(set) var records: [String: SessionRecord] = [:]
    /// Their ids in the order in which they are shown; kept, since sorting thousands for each frame is dear.
    private(set) var order: [String] = []
    /// Session of a request by its id, for log lines that name only the request; bounded.
    var sessionOfRequest: [RequestID: String] = [:]
    var requestOrder: [RequestID] = []
    /// Requests whose latest try failed, as far as they are remembered.
    var failed: Set<RequestID> = []
    /// The session that was sent to a worker last, for log lines that name only the worker.
    var latestOnWorker: [Attempt: String] = [:]
    /// Sessions whose last attempt failed: the next line may be the next attempt.
    var retrying: Set<Attempt> = []

    /// Several routers write at once: lines without a request belong together only in one log.
    struct Attempt: Sendable, Hashable {
        var router: String
        /// The worker or the session.
        var of: String
    }

    package init() {}

    package subscript(_ session: String) -> SessionRecord? { records[session] }

    /// The watched session first, then the others by name; no more than `limit` of those that are wanted.
    package func ordered(
        watched: String, limit: Int = .max, where isWanted: (SessionRecord) -> Bool = { _ in true }
    ) -> [SessionRecord] {
        var result: [SessionRecord] = []
        if let first = records[watched], isWanted(first) { result.append(first) }
        for id in order where id != watched {
            if result.count >= limit { break }
            if let record = records[id], isWanted(record) { result.append(record) }
        }
        return result
    }

    mutating func enlist(_ id: String) {
        order.insert(id, at: order.partitioningIndex { !Self.naturally($0, id) })
    }

    /// Those that are not failtop's own.
    package var countOfOthers: Int { order.partitioningIndex(where: OwnSession.isOne) }

    /// `user-2` before `user-10`.
    static func naturally(_ left: String, _ right: String) -> Bool {
        func parts(_ text: String) -> (Substring, Int) {
            let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
            return (text.dropLast(digits), Int(text.suffix(digits)) ?? -1)
        }
        // People come first.
        if OwnSession.isOne(left) != OwnSession.isOne(right) { return OwnSession.isOne(right) }
        let (a, b) = (parts(left), parts(right))
        return a.0 == b.0 ? (a.1, left) < (b.1, right) : a.0 < b.0
    }
}

/// The watched session's requests.
public struct StreamsState: Sendable, Equatable {
    /// Oldest first, bounded; follow-ups included.
    public var records: [StreamRecord] = []
    /// How many requests this run has sent; names the next one.
    var sent = 0
    /// Running requests per worker as they were when the latest request was sent.
    var runningBefore: [String: Double] = [:]
    /// A follow-up that waits for its time.
    public var pendingFollowUp: PendingFollowUp? = nil

    public init() {}

    public var current: StreamRecord? { records.last }

    public subscript(_ id: RequestID) -> StreamRecord? {
        records.last { $0.id == id }
    }

    /// The latest question and the follow-ups that came of it, oldest first: what the stream pane tells.
    public var story: [StreamRecord] {
        guard let first = records.lastIndex(where: { $0.request.purpose == .question }) else { return [] }
        return Array(records[first...])
    }
}

/// The next try to see where a broken session is served.
public struct PendingFollowUp: Sendable, Equatable {
    public var of: RequestID
    public var attempt: Int
    public var due: Moment

    public init(of: RequestID, attempt: Int, due: Moment) {
        self.of = of
        self.attempt = attempt
        self.due = due
    }
}

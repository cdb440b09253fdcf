/// The requests that this program sends.
public struct StreamsState: Sendable, Equatable {
    /// Of the watched session, oldest first, bounded; follow-ups included, probes not.
    public var records: [StreamRecord] = []
    /// Short requests that only show where a session is served, of any session; bounded.
    public var probes: [StreamRecord] = []
    /// Why the answer to a question was not resumed, though that is the policy.
    public var notResumed: [RequestID: String] = [:]
    /// How many requests this run has sent; names the next one.
    var sent = 0
    /// Running requests per worker as they were when the latest request was sent.
    var runningBefore: [String: Double] = [:]
    /// A request that waits for its time.
    public var pending: PendingRequest? = nil

    public init() {}

    public var current: StreamRecord? { records.last }

    public subscript(_ id: RequestID) -> StreamRecord? {
        records.last { $0.id == id } ?? probes.last { $0.id == id }
    }

    /// The latest question and the requests that came of it, oldest first: what the stream pane tells.
    public var story: [StreamRecord] {
        guard let first = records.lastIndex(where: { $0.request.purpose == .question }) else { return [] }
        return Array(records[first...])
    }

    /// Nothing of the watched session is open or about to be sent.
    public var isQuiet: Bool { pending == nil && current?.isOpen != true }
}

/// The next request after a break, and when it is due.
public struct PendingRequest: Sendable, Equatable {
    public var purpose: StreamRequest.Purpose
    public var resumption: Resumption?
    public var due: Moment

    public init(_ purpose: StreamRequest.Purpose, resumption: Resumption? = nil, due: Moment) {
        self.purpose = purpose
        self.resumption = resumption
        self.due = due
    }
}

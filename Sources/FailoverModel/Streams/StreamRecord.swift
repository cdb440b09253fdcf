/// One streaming request and everything that was seen of it.
public struct StreamRecord: Sendable, Equatable {
    public var request: StreamRequest
    public var requestedAt: Moment
    public var openedAt: Moment? = nil
    public private(set) var chunks: [StreamChunk] = []
    /// From when to when chunks came without a pause; a silence of half a second is one.
    private(set) var bursts: [ClosedRange<Moment>] = []
    public var finishReason: String? = nil
    public var usage: TokenUsage? = nil
    public var errorEvent: String? = nil
    public var sawDone = false
    public var garbageEvents = 0
    /// The first event that was not understood.
    public var firstGarbage: String? = nil
    public var features: Set<StreamFeature> = []
    /// An HTTP status other than 200, and the beginning of its body.
    public var refused: Refusal? = nil
    /// Why the request could not be put so that it resumes; nil where it could.
    public var unresumable: String? = nil
    /// Where the router sent it, oldest first; more than one where the router tried again or migrated the stream.
    public var routes: [Route] = []
    /// When nothing more came: the connection ended or the request was given up.
    public var endedAt: Moment? = nil
    public var outcome: StreamOutcome = .waiting
    /// Why the port-forward that it went through ended under it; nil where none did.
    public var lostForward: String? = nil

    public init(
        request: StreamRequest, requestedAt: Moment, openedAt: Moment? = nil, chunks: [StreamChunk] = [],
        finishReason: String? = nil, usage: TokenUsage? = nil, errorEvent: String? = nil, routes: [Route] = [],
        endedAt: Moment? = nil, outcome: StreamOutcome = .waiting
    ) {
        self.request = request
        self.requestedAt = requestedAt
        self.openedAt = openedAt
        self.finishReason = finishReason
        self.usage = usage
        self.errorEvent = errorEvent
        self.routes = routes
        self.endedAt = endedAt
        self.outcome = outcome
        for chunk in chunks { receive(chunk) }
    }

    mutating func receive(_ chunk: StreamChunk) {
        chunks.append(chunk)
        bursts.join(chunk.at...chunk.at)
    }

    public var id: RequestID { request.id }
    public var isOpen: Bool { endedAt == nil }
    public var lastActivity: Moment { chunks.last?.at ?? openedAt ?? requestedAt }
    public var text: String { chunks.reduce(into: "") { $0 += $1.text } }
}

/// An answer that is no stream.
public struct Refusal: Sendable, Equatable, Codable {
    public var status: Int
    public var body: String

    public init(status: Int, body: String) {
        self.status = status
        self.body = body
    }
}

/// A non-empty delta: one token in the usual case.
public struct StreamChunk: Sendable, Equatable {
    public var at: Moment
    public var text: String

    public init(at: Moment, text: String) {
        self.at = at
        self.text = text
    }
}

/// What became of a request. Every request ends in exactly one of the last five.
public enum StreamOutcome: Sendable, Equatable, Codable {
    /// No token yet.
    case waiting
    case streaming
    /// A finish_reason arrived.
    case complete(reason: String)
    /// The connection ended, cleanly or not, without one.
    case truncated(String)
    /// An HTTP status, an error event in the stream, or no answer.
    case error(String)
    /// Open, and silent for longer than the stall limit.
    case stalled(after: Duration)
    case cancelled

    public var isFinal: Bool {
        switch self {
        case .waiting, .streaming: false
        case .complete, .truncated, .error, .stalled, .cancelled: true
        }
    }

    /// The client lost its answer.
    public var isBreak: Bool {
        switch self {
        case .truncated, .error, .stalled: true
        case .waiting, .streaming, .complete, .cancelled: false
        }
    }

    /// The one word of the failover model.
    public var word: String {
        switch self {
        case .waiting: "waiting"
        case .streaming: "streaming"
        case .complete: "complete"
        case .truncated: "truncated"
        case .error: "error"
        case .stalled: "stalled"
        case .cancelled: "cancelled"
        }
    }
}

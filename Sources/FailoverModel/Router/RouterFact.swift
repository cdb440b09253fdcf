/// What the router told, by its endpoints or its log.
public enum RouterFact: Sendable, Equatable, Codable {
    case source(Source, SourceState)
    case health(RouterHealth)
    /// Engine ids of `/engines`.
    case engines([String])
    /// Model ids of `/v1/models`.
    case models([String])
    /// Per-worker figures of `/metrics`.
    case workers([WorkerFigures])
    case log(RouterLogEntry)
}

/// One answer of `/health`.
public struct RouterHealth: Sendable, Equatable, Codable {
    /// The HTTP status; nil if no answer came.
    public var status: Int?
    public var latency: Duration
    /// What was wrong, where something was.
    public var problem: String? = nil

    public init(status: Int?, latency: Duration, problem: String? = nil) {
        self.status = status
        self.latency = latency
        self.problem = problem
    }

    public var isHealthy: Bool { status == 200 && problem == nil }
}

/// A worker as the router's metrics tell it. A figure that the router does not export is nil, never 0.
public struct WorkerFigures: Sendable, Equatable, Codable {
    /// As the router writes it, `http://10.0.0.7:8000`.
    public var url: String
    public var running: Double? = nil
    public var waiting: Double? = nil
    public var requestsPerSecond: Double? = nil
    public var errors: Double? = nil

    public init(
        url: String, running: Double? = nil, waiting: Double? = nil, requestsPerSecond: Double? = nil,
        errors: Double? = nil
    ) {
        self.url = url
        self.running = running
        self.waiting = waiting
        self.requestsPerSecond = requestsPerSecond
        self.errors = errors
    }
}

/// What one log line of a router pod said.
public struct RouterLogEntry: Sendable, Equatable, Codable {
    /// The router pod that wrote it.
    public var routerPod: String
    public var message: RouterLogMessage
    /// Unix time in seconds that the line carries, where it does: history is read too when a log is opened.
    public var loggedAt: Double? = nil

    public init(routerPod: String, message: RouterLogMessage, loggedAt: Double? = nil) {
        self.routerPod = routerPod
        self.message = message
        self.loggedAt = loggedAt
    }
}

/// The log lines that matter, whatever the router's dialect.
public enum RouterLogMessage: Sendable, Equatable, Codable {
    /// A request goes to a worker. `session` is nil where the line does not tell one; `attempt` counts from 1.
    case routed(request: RequestID, session: String?, worker: String, attempt: Int)
    /// An attempt to reach a worker failed.
    case attemptFailed(request: RequestID, worker: String, attempt: Int, problem: String)
    case engineDiscovered(pod: String, ip: String)
    case engineDropped(pod: String)
    case engineTerminating(pod: String)
    /// A started stream broke; the line does not tell which.
    case streamBroke(String)
    /// Lines that no dialect knows, since the last report.
    case unknown(lines: Int)
}

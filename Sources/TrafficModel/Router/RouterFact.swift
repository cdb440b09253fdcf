import ClusterModel

/// What the router told, by its endpoints or its log.
package enum RouterFact: Sendable, Equatable, Codable {
    case source(Source, SourceState)
    /// The log of one router pod; `routerLog` sums them up.
    case logSource(pod: String, SourceState)
    case health(RouterHealth)
    /// The port-forward to it changed.
    case forward(RouterForward)
    /// Engine ids of `/engines`.
    case engines([String])
    /// Model ids of `/v1/models`.
    case models([String])
    /// Per-worker figures of `/metrics`.
    case workers([WorkerFigures])
    /// The router's own list of workers, where it has one with addresses.
    case listed([ListedWorker])
    /// Workers that it knows by an id.
    case instances([RouterInstance])
    case counters(RouterCounters)
    /// What an engine tells of itself.
    case engine(EngineFigures)
    /// What an endpoint picker behind a gateway has chosen.
    case picker(PickerFigures)
    case log(RouterLogEntry)
    case engineLog(EngineLogEntry)
    case engineStart(EngineStartEntry)
}

/// One answer of `/health`.
package struct RouterHealth: Sendable, Equatable, Codable {
    /// The HTTP status; nil if no answer came.
    package var status: Int?
    package var latency: Duration
    /// What was wrong, where something was.
    package var problem: String? = nil
    /// The API server answered in its place that this user may not pass. Optional, as older journals lack it.
    package var isForbiddenByProxy: Bool? = nil

    package init(status: Int?, latency: Duration, problem: String? = nil, isForbiddenByProxy: Bool? = nil) {
        self.status = status
        self.latency = latency
        self.problem = problem
        self.isForbiddenByProxy = isForbiddenByProxy
    }

    /// What was wrong, or what came at all.
    package var words: String { problem ?? status.map { "HTTP \($0)" } ?? "no answer" }

    package var isHealthy: Bool { status == 200 && problem == nil }

    /// What a server that speaks TLS says to plain HTTP: the API server's own words for the bytes of a TLS alert, those of Go's
    /// server, and those of nginx.
    var saysThatItSpeaksTLS: Bool {
        guard let problem else { return false }
        return ["\\x15\\x03", "HTTP request to an HTTPS server", "HTTP request was sent to HTTPS port"]
            .contains { problem.contains($0) }
    }

    /// What to do about a router's 401 or 403.
    package static func keyAdvice(hadKey: Bool) -> String {
        hadKey
            ? "the router does not accept this key; check what --api-key-env or --api-key-secret names"
            : "the router wants a key; name one with --api-key-env or --api-key-secret"
    }
}

/// What one log line of a router pod said.
package struct RouterLogEntry: Sendable, Equatable, Codable {
    /// The router pod that wrote it.
    package var routerPod: String
    package var message: RouterLogMessage
    /// Unix time in seconds that the line carries, where it does: history is read too when a log is opened.
    package var loggedAt: Double? = nil

    package init(routerPod: String, message: RouterLogMessage, loggedAt: Double? = nil) {
        self.routerPod = routerPod
        self.message = message
        self.loggedAt = loggedAt
    }
}

/// The log lines that matter, whatever the router's dialect.
package enum RouterLogMessage: Sendable, Equatable, Codable {
    /// A request goes to a worker. `session` is nil where the line does not tell one; `attempt` counts from 1.
    case routed(request: RequestID, session: String?, worker: String, attempt: Int)
    /// An attempt to reach a worker failed.
    case attemptFailed(request: RequestID, worker: String, attempt: Int, problem: String)
    /// A request of the session goes to a worker; the line does not tell which request.
    case sessionRouted(session: String, worker: String)
    /// An attempt to reach a worker failed; the line does not tell which request's.
    case workerFailed(worker: String, problem: String)
    /// The router answered the request with an HTTP error of its own.
    case requestFailed(request: RequestID, status: Int)
    /// The router answered somebody's request with an HTTP error of its own; the line does not tell whose.
    case refused(status: Int)
    /// The router moves a started stream away from a worker, after so many tokens.
    case migrating(request: RequestID, from: String, tokens: Int, reason: String)
    /// The router may not move a started stream, which is lost.
    case migrationRefused(request: RequestID, from: String, reason: String)
    /// A circuit breaker changed (`closed`, `open`, `half_open`); the line does not tell whose.
    case breakerChanged(from: String, to: String)
    case engineDiscovered(pod: String, ip: String)
    case engineDropped(pod: String)
    case engineTerminating(pod: String)
    /// A started stream broke; the line does not tell which.
    case streamBroke(String)
    /// A worker reads the prompt of a request that another one answers.
    case prefilled(request: RequestID, worker: String)
    /// A line that looks like a routing line and does not fit: this version of the router is not understood.
    case notUnderstood(String)
    /// A gateway's access log tells of a request, mostly when it is over.
    case served(ServedRequest)
    /// The lines are of this router.
    case recognised(RouterDialect)
    /// Lines that the dialect does not know, since the last report.
    case unknown(lines: Int)
}

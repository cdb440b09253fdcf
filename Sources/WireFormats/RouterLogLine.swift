/// What a line of a router's log says, whatever its dialect. Worker means the address as the router writes it, or its id
/// where the router has nothing else.
package enum RouterLogLine: Sendable, Equatable {
    /// `attempt` counts from 1. `session` is nil where the line does not tell one.
    case routed(request: String, session: String?, worker: String, attempt: Int)
    /// A request of the session goes to the worker; the line does not tell which.
    case sessionRouted(session: String, worker: String)
    case attemptFailed(request: String, worker: String, attempt: Int, problem: String)
    /// An attempt to reach the worker failed; the line does not tell which request's.
    case workerFailed(worker: String, problem: String)
    /// The router gave a request up and answered with this HTTP status.
    case requestFailed(request: String, status: Int)
    /// Somebody's request was answered with this error status before anything came of it; the line does not tell whose.
    case refused(status: Int)
    /// A started stream is moved from a worker that it was lost on, after so many tokens.
    case migrating(request: String, from: String, tokens: Int, reason: String)
    /// A started stream is lost: the router may not move it any more.
    case migrationRefused(request: String, from: String, reason: String)
    /// A circuit breaker changed its state (`closed`, `open`, `half_open`); the line does not tell whose.
    case breakerChanged(from: String, to: String)
    /// An engine pod and its address entered the router's list.
    case discovered(pod: String, ip: String)
    /// An engine pod left the router's list: it was deleted or is not ready.
    case deleted(pod: String)
    /// An engine pod has its deletion timestamp and gets no more requests.
    case terminating(pod: String)
    /// An engine's answer broke off after it had begun; told without request or worker.
    case streamBroke(String)
    /// A worker reads the prompt of the request; another one decodes it, and sends the answer.
    case prefilled(request: String, worker: String)
    /// It looks like a routing line, and does not fit: it is of a version that is not known.
    case notUnderstood(String)
    /// A gateway's line of a request, mostly at its end.
    case served(AccessLine)
    /// Known, and of no interest.
    case routine
    case unknown
}

/// What tells that a session is on a pod, best first.
package enum RouteEvidence: String, Sendable, Codable {
    /// A routing line of the router's log with our own request id.
    case ownRequest = "router log, our request"
    /// The session's latest routing line.
    case sessionLine = "router log, session's last line"
    /// A header of our answer that names one engine.
    case header = "response header, our request"
    /// A field of our answer that names its engine.
    case answer = "the answer itself, our request"
    /// A gateway's access log with our own request id, written when the request was over.
    case accessLog = "gateway's access log, our request"
    /// The only engine whose token counter has kept step with our stream.
    case tokens = "engine metrics, tokens in step with ours"
    /// The same, while an engine that may serve it could not be compared. A guess.
    case tokensOfSome = "engine metrics, tokens in step with ours, others unknown: a guess"
    /// A line of the engine's own log with our own request id.
    case engineLog = "engine log, our request"
    /// The same in the logs of two engines, and nothing tells which came later. A guess.
    case engineLogs = "engine logs of several, our request: a guess"
    /// The one worker whose running requests rose when our request began. A guess.
    case metrics = "router metrics, a guess"

    package var isGuess: Bool { self == .metrics || self == .tokensOfSome || self == .engineLogs }
}

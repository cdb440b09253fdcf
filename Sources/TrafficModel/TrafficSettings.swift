import ClusterModel

/// How the router is reached and what is asked of it. Constant for a run.
package struct TrafficSettings: Sendable, Equatable, Codable {
    /// The session that the operator watches; the demonstration session is `9999`. Only the name of the first conversation:
    /// nothing here treats it otherwise than others.
    package var session: String = "9999"
    /// The header that carries the session to the router; nil: the one that the router's dialect has for it.
    package var sessionHeader: String? = nil
    /// The response header that names the worker; nil: any that holds exactly one engine.
    package var workerHeader: String? = nil
    /// The model to ask; nil means the first one that the router lists.
    package var model: String? = nil
    package var api: CompletionAPI = .chat
    package var prompt: String = "Explain fault tolerance in a cluster of language model servers, at length."
    package var maxTokens: Int = 512
    /// The length of a follow-up, where it need not be long; nil: that of the question.
    package var followUpTokens: Int? = nil
    /// A stream that is silent for longer after its first token is stalled.
    package var stallAfter: Duration = .seconds(5)
    /// The same before its first token, when the engine may still be reading the prompt or the request may be queued.
    package var firstTokenWithin: Duration = .seconds(30)
    package var onBreak: BreakPolicy = .observe
    /// How often a broken answer is resumed or restarted.
    package var attemptLimit: Int = 40
    /// Further top-level fields of the request, as JSON by name.
    package var extraFields: [String: String] = [:]
    /// Where the router is.
    package var router: RouterChoice = .automatic
    /// The router's pods, where the operator names them; nil: those of the service.
    package var routerPods: RouterPods? = nil
    /// How a router service is reached; nil: by the proxy, unless that is forbidden or a key is set.
    package var routerAccess: RouterAccess? = nil
    /// Where the router's key comes from, in words, never the key; nil: it has none.
    package var routerKey: String? = nil

    package init() {}

    /// The length of a request that only shows where its session is served.
    static let probeTokens = 16
    /// The length of what a probe's session asks after a break: enough to see that the rate is back.
    static let probeFollowUpTokens = 32
}

/// What a demo engine serves, how fast, and how it ends.
struct EngineConfiguration: Sendable {
    /// What a process does with its streams on SIGTERM.
    enum Termination: Sendable {
        /// Closes all sockets at once, as vLLM does by default.
        case closesSockets
        /// Stops listening and ends when the last stream has.
        case drains
    }

    /// What vLLM would take from the context length: the limit of an answer whose request names none.
    static let defaultMaxTokens = 256

    var model = "facebook/opt-125m"
    /// The pace of one stream. Positive.
    var tokensPerSecond = 20.0
    var timeToFirstToken: Duration = .milliseconds(120)
    /// How long a fresh process takes until its port listens.
    var modelLoad: Duration = .seconds(8)
    /// True for a container that is to serve at once, such as the first ones of a cluster.
    var isWarm: @Sendable (ContainerContext) -> Bool = { _ in false }
    /// Engines with the same seed continue each other's texts.
    var seed: UInt64 = 1
    var termination = Termination.closesSockets
    /// Further requests wait, as in vLLM's queue.
    var maxConcurrency = 64
    /// How the load ends for those that are not warm.
    var load = ModelLoad.succeeds
    /// Goes silent in a long stream; nil never does.
    var stall: EngineStall?
}

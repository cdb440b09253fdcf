/// What a demo engine serves, how fast, and how it ends.
struct EngineConfiguration: Sendable {
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
    /// What it does on SIGTERM.
    var endings = EndingDraw(.asMeasured, seed: 1)
    /// vLLM's `--shutdown-timeout`; nil is its default, which drains nothing.
    var shutdownTimeout: Duration?
    /// Further requests wait, as in vLLM's queue.
    var maxConcurrency = 64
    /// How the load ends for those that are not warm.
    var load = ModelLoad.succeeds
    /// Its tokens are not always those that its tokeniser would cut the text into, as those of real models.
    var cutsFreely = false
    /// What befalls it in a long stream; nil for nothing.
    var mishap: EngineMishap?
}

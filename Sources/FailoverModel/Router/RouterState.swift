/// The router as it tells of itself.
public struct RouterState: Sendable, Equatable {
    /// The way that is used; nil until one was found.
    public var endpoint: RouterEndpoint? = nil
    /// How it was chosen, in words, for the operator.
    public var choice: String? = nil
    /// Why none could be chosen.
    public var problem: String? = nil
    public var health: RouterHealth? = nil
    /// Which router it is: its log tells, else its container; nil where neither does.
    public var dialect: RouterDialect? = nil
    public var models: [String] = []
    /// A router without engines lists none; the one that was served last is still the one to ask for.
    public var lastModel: String? = nil
    public var engineIDs: [String] = []
    public var workers: [WorkerFigures] = []
    /// Its own list, where it has one with addresses.
    public var listed: [ListedWorker] = []
    /// Address by id, where workers are known by ids.
    public var instances: [String: String] = [:]
    public var counters = RouterCounters()
    /// What engines tell of themselves, by pod uid.
    public var engines: [String: EngineRecord] = [:]
    /// Failed attempts by worker, as the log tells them.
    public var failedAttempts: [String: Int] = [:]
    /// The worker of the latest failed attempt, by router pod.
    var lastFailedWorker: [String: String] = [:]
    /// The port-forward to it; nil where it is reached in another way.
    public var forward: RouterForward? = nil
    /// Why it is reached so.
    var forwardReason: String? = nil
    /// The dialect that is asked for now.
    var connectedAs: RouterDialect? = nil
    /// The pods whose own metrics are read.
    var metered: [MetricsTarget] = []
    /// The labels of the service's selector: which pods are routers.
    public var selector: [String: String] = [:]
    /// The router pods whose logs are followed.
    public var followed: [LogTarget] = []
    /// How each of them fares, by pod name.
    var logStates: [String: SourceState] = [:]
    /// The engines' logs are read too, as nothing else tells who serves.
    var readsEngineLogs = false
    public internal(set) var followedEngines: [LogTarget] = []
    /// Other services that may be the router as well.
    public var others: [String] = []
    public var unknownLogLines = 0
    public var brokenStreams = 0

    public init(
        endpoint: RouterEndpoint? = nil, choice: String? = nil, problem: String? = nil, health: RouterHealth? = nil,
        dialect: RouterDialect? = nil, models: [String] = [], engineIDs: [String] = [], workers: [WorkerFigures] = [],
        selector: [String: String] = [:], followed: [LogTarget] = []
    ) {
        self.endpoint = endpoint
        self.choice = choice
        self.problem = problem
        self.health = health
        self.dialect = dialect
        self.models = models
        self.engineIDs = engineIDs
        self.workers = workers
        self.selector = selector
        self.followed = followed
    }

    /// The model to ask. `sglang-router` lists vLLM's as `unknown`; then the engines' own metrics name it.
    public func model(for settings: Settings) -> String? {
        settings.model ?? models.first { $0 != Self.unknownModel }
            ?? engines.values.compactMap(\.figures.model).sorted().first ?? (models.isEmpty ? lastModel : nil)
    }

    static let unknownModel = "unknown"
}

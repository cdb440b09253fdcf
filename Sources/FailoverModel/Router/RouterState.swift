/// The router as it tells of itself.
public struct RouterState: Sendable, Equatable {
    /// The way that is used; nil until one was found.
    public var endpoint: RouterEndpoint? = nil
    /// How it was chosen, in words, for the operator.
    public var choice: String? = nil
    /// Why none could be chosen.
    public var problem: String? = nil
    public var health: RouterHealth? = nil
    public var models: [String] = []
    public var engineIDs: [String] = []
    public var workers: [WorkerFigures] = []
    /// The labels of the service's selector: which pods are routers.
    public var selector: [String: String] = [:]
    /// The router pods whose logs are followed.
    public var followed: [LogTarget] = []
    public var unknownLogLines = 0
    public var brokenStreams = 0

    public init(
        endpoint: RouterEndpoint? = nil, choice: String? = nil, problem: String? = nil, health: RouterHealth? = nil,
        models: [String] = [], engineIDs: [String] = [], workers: [WorkerFigures] = [],
        selector: [String: String] = [:], followed: [LogTarget] = []
    ) {
        self.endpoint = endpoint
        self.choice = choice
        self.problem = problem
        self.health = health
        self.models = models
        self.engineIDs = engineIDs
        self.workers = workers
        self.selector = selector
        self.followed = followed
    }

    /// The model to ask.
    public func model(for settings: Settings) -> String? {
        settings.model ?? models.first
    }
}

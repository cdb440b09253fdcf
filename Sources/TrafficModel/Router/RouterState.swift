import ClusterModel

/// The router as it tells of itself.
package struct RouterState: Sendable, Equatable {
    /// The way that is used; nil until one was found.
    package internal(set) var endpoint: RouterEndpoint? = nil
    /// A service's port that turned out to speak TLS, by its own answer, though nothing declares it.
    var foundTLS: RouterEndpoint? = nil
    /// How it was chosen, in words, for the operator.
    package internal(set) var choice: String? = nil
    /// Why none could be chosen.
    package internal(set) var problem: String? = nil
    package internal(set) var health: RouterHealth? = nil
    /// Which router it is: its log tells, else its container; nil where neither does.
    package internal(set) var dialect: RouterDialect? = nil
    package internal(set) var models: [String] = []
    /// A router without engines lists none; the one that was served last is still the one to ask for.
    package internal(set) var lastModel: String? = nil
    package internal(set) var engineIDs: [String] = []
    package internal(set) var workers: [WorkerFigures] = []
    /// Its own list, where it has one with addresses.
    package internal(set) var listed: [ListedWorker] = []
    /// Address by id, where workers are known by ids.
    package internal(set) var instances: [String: String] = [:]
    /// The addresses of those that it lists now.
    package internal(set) var instanceAddresses: Set<String> = []
    /// When it last told of a worker that came or went.
    package internal(set) var workersChangedAt: Moment? = nil
    package internal(set) var counters = RouterCounters()
    /// What engines tell of themselves, by pod uid.
    package internal(set) var engines: [String: EngineRecord] = [:]
    /// Endpoint pickers behind a gateway, by pod uid.
    package internal(set) var pickers: [String: PickerRecord] = [:]
    /// Failed attempts by worker, as the log tells them.
    package internal(set) var failedAttempts: [String: Int] = [:]
    /// The worker of the latest failed attempt, by router pod.
    package internal(set) var lastFailedWorker: [String: String] = [:]
    /// The router pods that have logged a request of ours, by name.
    package internal(set) var podsOfOurs: Set<String> = []
    /// The pods behind names that a response header has for them, as requests have shown.
    var podOfName: [String: PodIdentity] = [:]
    /// What the lines of each log are of.
    var dialectOfPod: [String: RouterDialect] = [:]
    /// The port-forward to it; nil where it is reached in another way.
    package internal(set) var forward: RouterForward? = nil
    /// Why it is reached so.
    package internal(set) var forwardReason: String? = nil
    /// The dialect that is asked for now.
    var connectedAs: RouterDialect? = nil
    /// The pods whose own metrics are read.
    var metered: [MetricsTarget] = []
    /// The labels of the service's selector: which pods are routers.
    package internal(set) var selector: [String: String] = [:]
    /// The router pods whose logs are followed.
    package internal(set) var followed: [LogTarget] = []
    /// How each of them fares, by pod name.
    var logStates: [String: SourceState] = [:]
    /// Since when each of them is live, as its follower says.
    var logLiveSince: [String: Moment] = [:]
    /// The engines' logs are read too, as nothing else tells who serves.
    var readsEngineLogs = false
    package internal(set) var followedEngines: [LogTarget] = []
    /// Other services that may be the router as well.
    package internal(set) var others: [String] = []
    package internal(set) var unknownLogLines = 0
    /// Lines that look like routing lines and do not fit, and the first of them.
    package internal(set) var foreignLines = 0
    package internal(set) var firstForeignLine: String? = nil
    package internal(set) var brokenStreams = 0

    package init() {}

    /// The model to ask. `sglang-router` lists vLLM's as `unknown`; then the engines' own metrics name it.
    package func model(preferred: String?) -> String? {
        preferred ?? models.first { $0 != Self.unknownModel }
            ?? engines.values.compactMap(\.figures.model).sorted().first ?? (models.isEmpty ? lastModel : nil)
    }

    package static let unknownModel = "unknown"
}

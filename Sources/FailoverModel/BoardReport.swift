/// The state as data, for scripts (`--once --output json`). Field names are part of the interface; unknown is null.
public struct BoardReport: Sendable, Equatable, Codable {
    /// Of this format.
    public var schema = 1
    public var cluster: ClusterIdentity?
    public var sources: [String: String]
    public var router: String?
    /// Which router it is, `vllm-router` for example; null where nothing tells.
    public var routerDialect: String?
    public var routerProblem: String?
    /// How it is reached, and the state of the port-forward where that is the way.
    public var routerWay: String?
    public var routerForward: String?
    public var workers: [WorkerLine]
    public var counters: RouterCounters
    public var session: String
    /// The header that carries it.
    public var sessionHeader: String
    /// The pod that serves the watched session, and how that is known.
    public var activePod: String?
    public var activePodEvidence: String?
    public var pods: [PodLine]
    /// All pods of the namespace, where only those of the story are held; null where all are.
    public var podCount: Int?
    public var sessions: [SessionLine]
    public var incidents: [IncidentLine]

    public struct PodLine: Sendable, Equatable, Codable {
        public var letter: String
        public var name: String
        public var uid: String
        public var role: PodRole
        public var ready: Bool
        public var status: String
        public var restarts: Int
        /// By its own metrics, and how old these are in seconds.
        public var running: Double?
        public var waiting: Double?
        public var tokensPerSecond: Double?
        public var figuresAge: Double?
    }

    /// A worker as the router lists it.
    public struct WorkerLine: Sendable, Equatable, Codable {
        public var url: String
        public var pod: String?
        /// Its pod was deleted.
        public var ghost: Bool
        public var healthy: Bool?
        /// `closed`, `open` or `half-open`.
        public var breaker: String?
        public var running: Double?
        public var waiting: Double?
        public var failedAttempts: Int?
    }

    public struct SessionLine: Sendable, Equatable, Codable {
        public var id: String
        public var pod: String?
        public var requests: Int
        public var moved: Int
        public var errors: Int
    }

    public init(_ state: State) {
        cluster = state.cluster.identity
        sources = [String: String](
            uniqueKeysWithValues: Source.allCases.map { ($0.rawValue, state.sources[$0].word) })
        router = state.router.endpoint?.label
        routerDialect = state.router.dialect?.rawValue
        routerProblem = state.router.problem
        routerWay = state.router.way
        routerForward = state.router.forward?.state.word
        workers = state.workers
        counters = state.router.counters
        sessionHeader = state.sessionHeader
        session = state.settings.session
        activePod = state.activePod?.pod.name
        activePodEvidence = state.activeRoute?.evidence.rawValue
        podCount = state.cluster.podCount
        pods = state.cluster.present.map { record in
            let engine = state.router.engines[record.pod.uid]
            return PodLine(
                letter: record.letter, name: record.pod.name, uid: record.pod.uid, role: record.role,
                ready: record.pod.isReady, status: record.pod.status, restarts: record.pod.restarts,
                running: engine?.figures.running, waiting: engine?.figures.waiting,
                tokensPerSecond: engine?.tokensPerSecond, figuresAge: engine.map { (state.now - $0.at).seconds })
        }
        sessions = state.sessions.ordered(watched: state.settings.session).map { record in
            SessionLine(
                id: record.id, pod: record.route?.pod?.name, requests: record.requests, moved: record.moved,
                errors: record.errors)
        }
        incidents = state.incidents.all.map { IncidentLine($0, in: state) }
    }
}

extension SourceState {
    /// One word, as the header shows it.
    public var word: String {
        switch self {
        case .connecting: "CONNECTING"
        case .loading: "LOADING"
        case .live: "LIVE"
        case .stale: "STALE"
        case .forbidden: "FORBIDDEN"
        case .unreachable: "UNREACHABLE"
        }
    }
}

extension State {
    /// Why a picture of the board is not what was asked for: the pods could not be read, or the router that was found or
    /// named was not reached. Nil where all is well; a cluster without a router is.
    public var unreachable: String? {
        unreachablePods ?? unreachableRouter
    }

    private var unreachablePods: String? {
        switch sources[.pods] {
        case .live, .stale: nil
        case .connecting, .loading: "no answer about pods in time; is the API server reachable? try kubectl get pods"
        case .forbidden(let reason): "pods: forbidden: \(reason)"
        case .unreachable(_, let reason): "pods: unreachable: \(reason)"
        }
    }

    private var unreachableRouter: String? {
        guard let endpoint = router.endpoint else { return settings.router == .automatic ? nil : router.problem }
        switch sources.router {
        case .live, .stale: return nil
        case .connecting, .loading: return "no answer from the router \(endpoint.label) in time; see --router"
        case .forbidden(let reason): return "router \(endpoint.label): forbidden: \(reason)"
        case .unreachable(_, let reason): return "router \(endpoint.label): unreachable: \(reason)"
        }
    }
}

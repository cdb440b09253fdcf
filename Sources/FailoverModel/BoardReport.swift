/// The state as data, for scripts (`--once --output json`). Field names are part of the interface; unknown is null.
public struct BoardReport: Sendable, Equatable, Codable {
    /// Of this format.
    public var schema = 1
    public var cluster: ClusterIdentity?
    public var sources: [String: String]
    public var router: String?
    public var routerProblem: String?
    public var session: String
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
    }

    public struct SessionLine: Sendable, Equatable, Codable {
        public var id: String
        public var pod: String?
        public var requests: Int
        public var moved: Int
        public var errors: Int
    }

    public struct IncidentLine: Sendable, Equatable, Codable {
        public var number: Int
        public var pod: String
        /// Seconds after T0 by mark, `T0` … `T7`.
        public var marks: [String: Double]
        public var detectionGap: Double?
        public var serviceGap: Double?
        public var capacityGap: Double?
    }

    public init(_ state: State) {
        cluster = state.cluster.identity
        sources = [String: String](
            uniqueKeysWithValues: Source.allCases.map { ($0.rawValue, state.sources[$0].word) })
        router = state.router.endpoint?.label
        routerProblem = state.router.problem
        session = state.settings.session
        activePod = state.activePod?.pod.name
        activePodEvidence = state.activeRoute?.evidence.rawValue
        podCount = state.cluster.podCount
        pods = state.cluster.present.map { record in
            PodLine(
                letter: record.letter, name: record.pod.name, uid: record.pod.uid, role: record.role,
                ready: record.pod.isReady, status: record.pod.status, restarts: record.pod.restarts)
        }
        sessions = state.sessions.ordered(watched: state.settings.session).map { record in
            SessionLine(
                id: record.id, pod: record.route?.pod?.name, requests: record.requests, moved: record.moved,
                errors: record.errors)
        }
        incidents = state.incidents.all.map { incident in
            let marks = incident.marks.map { ($0.key.name, ($0.value.at - incident.origin).seconds) }
            return IncidentLine(
                number: incident.number, pod: incident.pod.name, marks: [String: Double](uniqueKeysWithValues: marks),
                detectionGap: incident.detectionGap?.seconds, serviceGap: incident.serviceGap?.seconds,
                capacityGap: incident.capacityGap?.seconds)
        }
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

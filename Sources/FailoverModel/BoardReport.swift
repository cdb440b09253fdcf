import ClusterModel
import IncidentModel
import TrafficModel

/// The state as data, for scripts (`--once --output json`). Field names are part of the interface
/// (`docs/report-schema.md`); what is unknown is left out.
package struct BoardReport: Sendable, Equatable, Codable {
    /// Of this format.
    package var schema = 2
    package var cluster: ClusterIdentity?
    package var sources: [String: String]
    package var router: String?
    /// Which router it is, `vllm-router` for example; nil where nothing shows it.
    package var routerDialect: String?
    package var routerProblem: String?
    /// How it is reached, and the state of the port-forward where that is the way.
    package var routerWay: String?
    package var routerForward: String?
    package var workers: [WorkerLine]
    package var counters: RouterCounters
    package var session: String
    /// The header that carries it.
    package var sessionHeader: String
    /// The pod that serves the watched session, and how that is known.
    package var activePod: String?
    package var activePodEvidence: String?
    package var pods: [PodLine]
    /// All pods of the namespace, where only those of the story are held; nil where all are.
    package var podCount: Int?
    package var sessions: [SessionLine]
    package var incidents: [IncidentLine]

    package struct PodLine: Sendable, Equatable, Codable {
        package var letter: String
        package var name: String
        package var uid: String
        package var role: PodRole
        package var ready: Bool
        /// It takes requests: ready, awake, and no part of another engine.
        package var serving: Bool
        package var status: String
        package var restarts: Int
        /// By its own metrics, and how old these are in seconds.
        package var running: Double?
        package var waiting: Double?
        package var tokensPerSecond: Double?
        package var figuresAge: Double?
        package var waitingByReason: [String: Double]?
        /// Of 1.
        package var cacheUsage: Double?
        /// In the last half minute.
        package var firstToken: LatencyPercentiles?
        package var interToken: LatencyPercentiles?
        /// Since the engine started.
        package var aborts: Double?
        package var asleep: Bool?
    }

    /// A worker as the router lists it.
    package struct WorkerLine: Sendable, Equatable, Codable {
        package var url: String
        package var pod: String?
        /// Its pod was deleted.
        package var ghost: Bool
        package var healthy: Bool?
        /// `closed`, `open` or `half-open`.
        package var breaker: String?
        package var running: Double?
        package var waiting: Double?
        package var failedAttempts: Int?
    }

    package struct SessionLine: Sendable, Equatable, Codable {
        package var id: String
        package var pod: String?
        package var requests: Int
        package var moved: Int
        package var errors: Int
        /// failtop's own, this board's or another's; nil where it is somebody's.
        package var own: Bool?
    }

    package init(_ state: State) {
        cluster = state.cluster.identity
        sources = [String: String](
            uniqueKeysWithValues: Source.allCases.map { ($0.rawValue, state.sources[$0].word) })
        router = state.router.endpoint?.label
        routerDialect = state.router.dialect?.rawValue
        routerProblem = state.router.problem
        routerWay = state.router.access
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
                ready: record.pod.isReady, serving: record.isServing, status: record.pod.status, restarts: record.pod.restarts,
                running: engine?.figures.running, waiting: engine?.figures.waiting,
                tokensPerSecond: engine?.tokensPerSecond, figuresAge: engine.map { (state.now - $0.at).seconds },
                waitingByReason: engine?.figures.waitingByReason, cacheUsage: engine?.figures.cacheUsage,
                firstToken: engine?.firstToken, interToken: engine?.interToken, aborts: engine?.figures.aborts,
                asleep: engine?.figures.isAsleep)
        }
        sessions = state.sessions.ordered(watched: state.settings.session).map { record in
            SessionLine(
                id: record.id, pod: record.route?.pod?.name, requests: record.requests, moved: record.moved,
                errors: record.errors, own: OwnSession.isOne(record.id) ? true : nil)
        }
        incidents = state.incidents.all.map { state.incidents.line(of: $0, at: state.now, cluster: state.cluster, traffic: state.traffic) }
    }
}

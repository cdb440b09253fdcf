import ClusterModel
import IncidentModel
import TrafficModel

/// One look of a test at what the others have made of the facts.
struct DrillStep {
    var test: TestState
    let now: Moment
    let cluster: ClusterState
    let traffic: TrafficState
    let incidents: IncidentsState
    let runID: String
    /// Names the requests of this step.
    var ids: RequestIDs

    init(_ test: TestState, at now: Moment, runID: String, cluster: ClusterState, traffic: TrafficState, incidents: IncidentsState) {
        self.test = test
        self.now = now
        self.cluster = cluster
        self.traffic = traffic
        self.incidents = incidents
        self.runID = runID
        ids = traffic.conversations.requestIDs
    }

    var settings: DrillSettings { test.settings }
    var router: RouterState { traffic.router }
    /// The session that is tested.
    var session: String { traffic.settings.session }
    var conversation: Conversation { traffic.conversations[session: session] ?? Conversation(session: session) }
    var elapsedInPhase: Duration { now - test.phaseSince }

    func record(_ id: RequestID) -> StreamRecord? { traffic.conversations[id] }
    func letter(of pod: PodIdentity?) -> String { pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?" }
}

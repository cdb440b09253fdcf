import ClusterModel
import TrafficModel

/// What incidents are read from, as it is at one moment.
struct IncidentContext {
    let now: Moment
    let cluster: ClusterState
    let traffic: TrafficState

    var conversations: ConversationsState { traffic.conversations }

    func letter(of pod: PodIdentity?) -> String { pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?" }
}

import ClusterModel
import TrafficModel

/// What incidents are read from, as it is at one moment.
struct IncidentContext {
    let now: Moment
    let cluster: ClusterState
    let traffic: TrafficState

    var conversations: ConversationsState { traffic.conversations }

    /// The pods whose requests go with a pod: its own, and where it is a part of an engine, those of its head.
    func serving(for pod: PodIdentity) -> Set<PodIdentity> {
        guard let record = cluster.record(uid: pod.uid) else { return [pod] }
        return Set(cluster.serving(for: record).map(\.identity)).union([pod])
    }

    /// By whom the router knows its engine: the head, where it is a worker of a group.
    func head(of pod: PodIdentity) -> PodIdentity {
        guard let record = cluster.record(uid: pod.uid), record.duty == .worker else { return pod }
        return cluster.serving(for: record).first(where: \.isServing)?.identity ?? pod
    }

    func letter(of pod: PodIdentity?) -> String { pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?" }
}

import ClusterModel
import FailoverModel

/// As much of a pod as a list and the board must agree on.
struct ListedPod: Decodable, Hashable {
    struct List: Decodable { var items: [ListedPod] }

    var name: String
    var uid: String
    var isReady: Bool
    var isTerminating: Bool
    var restarts: Int
    /// The name of its container.
    var role: String

    private struct Metadata: Decodable {
        var name: String
        var uid: String
        var deletionTimestamp: String?
    }
    private struct Spec: Decodable {
        struct Container: Decodable { var name: String }
        var containers: [Container]
    }
    private struct Status: Decodable {
        struct Condition: Decodable {
            var type: String
            var status: String
        }
        struct Container: Decodable { var restartCount: Int }
        var conditions: [Condition]?
        var containerStatuses: [Container]?
    }
    private enum Keys: String, CodingKey { case metadata, spec, status }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let metadata = try container.decode(Metadata.self, forKey: .metadata)
        let status = try container.decode(Status.self, forKey: .status)
        name = metadata.name
        uid = metadata.uid
        isTerminating = metadata.deletionTimestamp != nil
        isReady = status.conditions?.contains { $0.type == "Ready" && $0.status == "True" } ?? false
        restarts = status.containerStatuses?.reduce(0) { $0 + $1.restartCount } ?? 0
        role = try container.decode(Spec.self, forKey: .spec).containers.first?.name ?? ""
    }

    init(_ record: PodRecord) {
        name = record.pod.name
        uid = record.pod.uid
        isReady = record.pod.isReady
        isTerminating = record.pod.isTerminating
        restarts = record.pod.restarts
        role = record.pod.containers.first?.name ?? ""
    }
}

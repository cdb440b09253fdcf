import ClusterModel

/// `ContainerStatus` of core/v1.
struct WireContainerStatus: Decodable, Sendable {
    struct State: Decodable, Sendable {
        var waiting: Waiting?
        var running: Running?
        var terminated: Terminated?

        var model: ContainerState {
            if let terminated { return .terminated(terminated.model) }
            if let running { return .running(since: running.startedAt.flatMap(Timestamp.parse)) }
            return .waiting(reason: waiting?.reason)
        }
    }
    struct Waiting: Decodable, Sendable { var reason: String? }
    struct Running: Decodable, Sendable { var startedAt: String? }
    struct Terminated: Decodable, Sendable {
        var exitCode: Int?
        var signal: Int?
        var reason: String?
        var finishedAt: String?
        var message: String?

        var model: Termination {
            Termination(
                exitCode: exitCode ?? 0, signal: signal, reason: reason,
                finishedAt: finishedAt.flatMap(Timestamp.parse), message: message)
        }
    }

    var name: String
    var ready: Bool?
    var started: Bool?
    var restartCount: Int?
    var state: State?
    var lastState: State?
}

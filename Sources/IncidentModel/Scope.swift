import ClusterModel
import TrafficModel

/// Which open incidents a fact may change. Tokens, routing lines and pods that are told again come by the thousand: one that
/// cannot change an incident is not held against it.
enum Scope: Equatable {
    case none, streams, all
    /// Only those that tell of this pod, by its uid.
    case pod(String)

    init(_ event: TrafficEvent, _ transitions: [PodTransition], _ context: IncidentContext) {
        switch event {
        case .kubernetes(.pods(.changed(let pod))): self = transitions.contains(where: \.isNews) ? .all : .pod(pod.uid)
        case .stream(.text): self = .streams
        case .router(.log(let entry)):
            switch entry.message {
            case .routed(let request, _, _, _): self = context.conversations[request] == nil ? .none : .all
            case .sessionRouted(let session, _): self = context.conversations[session: session] == nil ? .none : .all
            case .served(let served): self = served.ids.contains { context.conversations[$0] != nil } ? .all : .none
            case .prefilled(let request, _): self = context.conversations[request] == nil ? .none : .all
            case .notUnderstood, .recognised, .unknown: self = .none
            case .attemptFailed, .workerFailed, .requestFailed, .migrating, .migrationRefused, .breakerChanged,
                .engineDiscovered, .engineDropped, .engineTerminating, .streamBroke:
                self = .all
            }
        default: self = .all
        }
    }
}

extension PodTransition {
    /// More than the pod's own story may go on with it. A pod that stays as it is is told again and again.
    fileprivate var isNews: Bool { isNewsOfReplacement || ended != nil || before?.isServing != after.isServing }
}

import ClusterModel
import TrafficModel

/// Which open incidents a fact may change. Tokens, routing lines and pods that are told again come by the thousand: one that
/// cannot change an incident is not held against it.
enum Scope: Equatable {
    case none, streams, all
    /// Only those that this change of a pod concerns.
    case pod(PodTransition)

    init(_ event: TrafficEvent, _ transitions: [PodTransition], _ conversations: ConversationsState) {
        switch event {
        case .kubernetes(.pods(.changed)), .kubernetes(.pods(.removed)): self = transitions.first.map(Scope.pod) ?? .none
        case .stream(.text): self = .streams
        // They come with each token, and mark nothing.
        case .stream(.tokenIDs), .stream(.usage), .stream(.comment), .stream(.activity): self = .none
        case .router(.log(let entry)):
            switch entry.message {
            case .routed(let request, _, _, _): self = conversations[request] == nil ? .none : .all
            case .sessionRouted(let session, _): self = conversations[session: session] == nil ? .none : .all
            case .served(let served): self = served.ids.contains { conversations[$0] != nil } ? .all : .none
            case .prefilled(let request, _): self = conversations[request] == nil ? .none : .all
            case .notUnderstood, .recognised, .unknown: self = .none
            case .attemptFailed, .workerFailed, .requestFailed, .refused, .migrating, .migrationRefused, .breakerChanged,
                .engineDiscovered, .engineDropped, .engineTerminating, .streamBroke:
                self = .all
            }
        default: self = .all
        }
    }
}

extension Incident {
    /// It is its own pod, what takes its place, or may do so; of an engine of several pods, each is for the others.
    func isConcerned(by transition: PodTransition) -> Bool {
        let record = transition.after
        if record.identity == pod || record.identity == replacement?.pod || record.pod.engineGroup != nil { return true }
        return transition.isNewsOfReplacement && record.firstSeen >= origin + .seconds(-2)
    }
}

import TrafficModel

/// Which open incidents a fact may change. Tokens and routing lines come by the thousand: one that cannot change an incident is
/// not held against it.
enum Scope {
    case none, streams, all

    init(_ event: TrafficEvent, _ context: IncidentContext) {
        switch event {
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

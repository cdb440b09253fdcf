import FailoverModel
import TrafficModel

extension Event {
    /// Whether the next frame must show it. Counters that only grow may wait: others' requests and figures of the router.
    func needsImmediateRedraw(in state: State) -> Bool {
        if case .stream(let fact) = fact {
            // Nobody looks at the tokens of a probe.
            return state.traffic.conversations[fact.request].map { !OwnSession.isProbe($0.request.session) } ?? true
        }
        guard case .router(let fact) = fact else { return true }
        switch fact {
        case .log(let entry):
            switch entry.message {
            case .routed(let request, _, _, _): return state.conversation[request] != nil
            case .sessionRouted(let session, _): return session == state.settings.session
            case .unknown: return false
            default: return true
            }
        case .counters, .workers, .engine, .picker: return false
        default: return true
        }
    }
}

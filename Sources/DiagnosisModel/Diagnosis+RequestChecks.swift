import ClusterModel
import IncidentModel
import TrafficModel

/// Whether the request itself can work: the model's name, and tokens that stream.
extension Diagnosis {
    var modelCheck: Check {
        let title = "model"
        guard !router.models.isEmpty else {
            guard cluster.sources[.routerHealth].isLive else { return Check("model", title, .unknown, "the router was not reached") }
            return Check("model", title, traffic.settings.model == nil ? .fail : .skip, "the router lists no model")
        }
        guard let model = traffic.settings.model else {
            return Check("model", title, .pass, traffic.model ?? router.models[0])
        }
        guard router.models.contains(model) || router.models == [RouterState.unknownModel] else {
            return Check(
                "model", title, .fail, "\(model) is not served here",
                evidence: [Evidence("router", "/v1/models", router.models.joined(separator: ", "))],
                remedy: "name one of them with --model, or leave it out")
        }
        return Check("model", title, .pass, model)
    }

    var streamingCheck: Check {
        let title = "streaming works"
        // What was sent after a fault tells of the fault, and what our own path failed tells nothing.
        let fault = incidents.all.last.map { $0.origin...($0.closedAt ?? now) }
        let ended = conversations.probes.filter { probe in
            !probe.isOpen && probe.request.resumption == nil && probe.pathFailure == nil
                && fault.map { !$0.contains(probe.requestedAt) } != false
        }
        guard let last = ended.last(where: { $0.outcome.isBreak }) ?? ended.last else {
            return Check("streaming", title, .skip, "no probe was sent")
        }
        guard last.outcome.isBreak else {
            let first = last.timeToFirstToken?.inWords ?? "unknown"
            return Check("streaming", title, .pass, "\(last.tokenCount) tokens and a finish reason, TTFT \(first)")
        }
        let route = last.routes.last.map { [Evidence("request \(last.id)", "worker", $0.worker)] } ?? []
        return Check(
            "streaming", title, .fail, last.outcome.sentence,
            evidence: [Evidence("request \(last.id)", "outcome", last.outcome.sentence, at: last.endedAt.map(wall))] + route,
            remedy: isRouterSilent
                ? "the router itself does not answer: look at its process and its log; no engine is to blame" : last.outcome.remedy, cause: last.refused.map { $0.status < 500 } == true ? nil : .networking)
    }
}

extension Diagnosis {
    /// It does not answer `/health` either.
    private var isRouterSilent: Bool { router.health.map { $0.status == nil } ?? false }
}

extension StreamOutcome {
    fileprivate var remedy: String {
        switch self {
        case .truncated: "something between engine and client cuts connections: time limits of proxies, the router's log"
        case .stalled: "the engine is silent: look at its log and its GPU; kill it if its liveness probe does not"
        default: "read the answer above, then the router's log"
        }
    }
}

import ClusterModel
import FailoverModel
import IncidentModel
import TerminalCanvas
import TrafficModel

extension Board {
    /// One plain line for an event worth telling, for use without a terminal; nil for the rest. `state` is the state
    /// after the event.
    package static func plainLine(for event: Event, state: State) -> String? {
        guard let text = PlainWords(event: event, state: state).text else { return nil }
        return Sanitiser.line("\(Format.stamp(state.start.wallClock(at: event.at))) \(text)")
    }

    /// The news of an incident, likewise.
    package static func plainLine(for news: IncidentAnnouncement, state: State) -> String {
        Sanitiser.line("\(Format.stamp(state.start.wallClock(at: state.now))) \(news.event.rawValue): \(news.incident.summary)")
    }
}

/// An event in words.
private struct PlainWords {
    let event: Event
    let state: State

    var text: String? {
        switch event.fact {
        case .started(let start): "started, session \(start.settings.session)"
        case .kubernetes(let fact): words(fact)
        case .router(let fact): words(fact)
        case .stream(let fact): words(fact)
        case .captioned(let text): text
        case .notifyFailed(let reason): "--notify: \(reason)"
        case .recordingStopped(let reason): reason
        case .historyRead: nil
        case .action, .podLogRead, .recordingMissing, .ticked: notice
        }
    }

    /// What the board would have told the operator in its bottom line.
    private var notice: String? {
        guard let notice = state.navigation.notice, notice.at == event.at else { return nil }
        return notice.text
    }

    private func words(_ fact: KubernetesFact) -> String? {
        switch fact {
        case .connected(let identity):
            "connected to \(identity.context)/\(identity.namespace)" + (identity.version.map { " \($0)" } ?? "")
        case .source(let source, let sourceState): words(source, sourceState)
        case .pods(.replaced(let pods)): "\(pods.count) pods listed, \(state.cluster.readyEngines.count) engines ready"
        case .pods(.changed(let pod)), .pods(.removed(let pod)): words(pod)
        case .killRequested(let order, let author):
            "kill requested \(name(order.pod)) (\(order.kind.rawValue)) by \(author.words)"
        case .killPreviewed: nil
        case .killAccepted(let order): "kill accepted \(name(order.pod)) (\(order.kind.rawValue))"
        case .killRefused(let order, .failed(let reason)), .killUnknown(let order, let reason):
            "not known whether \(name(order.pod)) was killed: \(reason)"
        case .killRefused(let order, let refusal): "kill refused \(name(order.pod)): \(refusal.message)"
        case .faultAccepted(let order): "fault \(order.kind.rawValue) asked of \(name(order.pod))"
        case .faultUnknown(let order, let reason):
            "not known whether a fault was made in \(name(order.pod)): \(reason)"
        case .faultRefused(let order, let reason): "fault refused \(name(order.pod)): \(reason)"
        case .podCount, .clockRead, .deployments, .replicaSets, .statefulSets, .nodes, .services, .endpointSlices, .clusterEvents, .budgets, .access: nil
        }
    }

    private func words(_ pod: Pod) -> String? {
        guard let record = state.cluster.record(uid: pod.uid), record.role != .other,
            let span = record.stages.last, span.from == event.at
        else { return nil }
        return "pod \(name(pod.identity)) \(span.stage.rawValue)"
    }

    private func words(_ fact: RouterFact) -> String? {
        switch fact {
        case .source(let source, let sourceState): return words(source, sourceState)
        case .engineStart(let entry):
            return "engine \(name(entry.pod)): \(entry.step.rawValue) in \(Format.seconds(min(max(0, entry.seconds), 1e6)))"
        case .log(let entry):
            switch entry.message {
            case .routed(let request, let session, let worker, _):
                guard state.conversation[request] != nil else { return nil }
                return routed(session ?? state.conversation[request]?.request.session ?? state.settings.session, worker)
            case .sessionRouted(let session, let worker):
                return session == state.settings.session ? routed(session, worker) : nil
            case .attemptFailed(_, let worker, let attempt, let problem):
                return "router attempt \(attempt) failed at \(worker): \(problem)"
            case .workerFailed(let worker, let problem): return "router attempt failed at \(worker): \(problem)"
            case .requestFailed(let request, let status):
                return state.conversation[request] == nil ? nil : "router gave request \(request) up: HTTP \(status)"
            case .migrating(let request, let from, let tokens, let reason):
                return "router moves request \(request) away from \(from) after \(tokens) tokens: \(reason)"
            case .migrationRefused(let request, let from, let reason):
                return "router may not move request \(request) away from \(from): \(reason)"
            case .refused(let status): return "router refused a request: HTTP \(status)"
            case .breakerChanged(let from, let to): return "router breaker \(from) to \(to)"
            case .prefilled(let request, let worker):
                guard state.conversation[request] != nil else { return nil }
                let pod = state.record(worker: worker, at: event.at)
                return "request \(request) is read by \(pod.map { name($0.identity) } ?? worker) first (prefill)"
            case .notUnderstood(let line): return state.router.foreignLines == 1 ? "this version of the router is not understood: \(line)" : nil
            case .served(let served):
                guard served.isOver, let end = served.end, let request = served.ids.first(where: { state.conversation[$0] != nil }) else {
                    return nil
                }
                return "gateway on request \(request): \(end.clause) (\(served.words))"
            case .recognised(let dialect): return "router is \(dialect.rawValue)"
            case .engineDiscovered(let pod, let ip): return "router uses \(pod) at \(ip)"
            case .engineDropped(let pod), .engineTerminating(let pod): return "router dropped \(pod)"
            case .streamBroke(let text): return "router: a stream broke: \(text)"
            case .unknown: return nil
            }
        case .forward(let forward): return forward.news
        case .health, .engines, .models, .workers, .listed, .instances, .counters, .engine, .picker, .logSource, .engineLog: return nil
        }
    }

    private func routed(_ session: String, _ worker: String) -> String {
        let pod = state.record(worker: worker, at: event.at)
        return "session \(session) routed to \(pod.map { name($0.identity) } ?? worker)"
    }

    private func words(_ fact: StreamFact) -> String? {
        guard let record = state.conversation[fact.request] else { return nil }
        switch fact {
        case .opened(_, let status): return "request \(record.id) answered HTTP \(status)"
        case .text:
            guard record.chunks.count == 1, let first = record.timeToFirstToken else { return nil }
            return "first token from \(state.letter(of: record.routes.last?.pod)), TTFT \(Format.seconds(first))"
        case .closed:
            return "request \(record.id) \(record.outcome.word), \(record.tokenCount) tokens\(reason(record.outcome))"
        case .errorEvent(_, let text): return "error event in the stream: \(text)"
        case .finishReason, .usage, .tokenIDs, .doneMarker, .feature, .activity, .comment, .garbage, .hints, .alias: return nil
        }
    }

    private func reason(_ outcome: StreamOutcome) -> String {
        switch outcome {
        case .truncated(let text), .error(let text), .complete(let text): ": \(text)"
        case .stalled(let after, true): ": its engine was asked to stop, and left it open and silent for \(Format.seconds(after))"
        case .waiting, .streaming, .stalled, .cancelled: ""
        }
    }

    private func words(_ source: Source, _ sourceState: SourceState) -> String? {
        switch sourceState {
        case .connecting, .loading: nil
        case .live: "\(source.title) live"
        case .stale(_, let reason): "\(source.title) stale: \(reason)"
        case .forbidden(let reason): "\(source.title) forbidden: \(reason)"
        case .unreachable(_, let reason): "\(source.title) unreachable: \(reason)"
        }
    }

    private func name(_ pod: PodIdentity) -> String { "\(state.letter(of: pod)) \(pod.name)" }
}

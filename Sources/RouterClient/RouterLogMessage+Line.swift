import TrafficModel
import WireFormats

extension RouterLogMessage {
    /// Nil for a line that says nothing.
    init?(_ line: RouterLogLine) {
        switch line {
        case .routed(let request, let session, let worker, let attempt):
            self = .routed(request: request, session: session, worker: worker, attempt: attempt)
        case .sessionRouted(let session, let worker): self = .sessionRouted(session: session, worker: worker)
        case .attemptFailed(let request, let worker, let attempt, let problem):
            self = .attemptFailed(request: request, worker: worker, attempt: attempt, problem: problem)
        case .workerFailed(let worker, let problem): self = .workerFailed(worker: worker, problem: problem)
        case .requestFailed(let request, let status): self = .requestFailed(request: request, status: status)
        case .refused(let status): self = .refused(status: status)
        case .migrating(let request, let from, let tokens, let reason):
            self = .migrating(request: request, from: from, tokens: tokens, reason: reason)
        case .migrationRefused(let request, let from, let reason):
            self = .migrationRefused(request: request, from: from, reason: reason)
        case .breakerChanged(let from, let to): self = .breakerChanged(from: from, to: to)
        case .discovered(let pod, let ip): self = .engineDiscovered(pod: pod, ip: ip)
        case .deleted(let pod): self = .engineDropped(pod: pod)
        case .terminating(let pod): self = .engineTerminating(pod: pod)
        case .streamBroke(let reason): self = .streamBroke(reason)
        case .prefilled(let request, let worker): self = .prefilled(request: request, worker: worker)
        case .notUnderstood(let line): self = .notUnderstood(line)
        case .served(let line): self = .served(ServedRequest(line))
        case .routine, .unknown: return nil
        }
    }
}

extension RouterDialect {
    init(_ signature: RouterLogSignature) {
        switch signature {
        case .productionStack: self = .productionStack
        case .vllmRouter: self = .vllmRouter
        case .sglangRouter: self = .sglangRouter
        case .dynamo: self = .dynamo
        case .envoy: self = .envoy
        case .haproxy: self = .haproxy
        case .nginx: self = .nginx
        }
    }
}

extension ServedRequest {
    fileprivate init(_ line: AccessLine) {
        self.init(
            ids: line.ids, session: line.session, workers: line.workers, status: line.status, began: line.began,
            isLocalTime: line.isLocalTime, lasted: line.lasted, end: line.end.map(End.init), words: line.words, isOver: line.isOver)
    }
}

extension ServedRequest.End {
    fileprivate init(_ end: AccessLine.End) {
        switch end {
        case .engineDied: self = .engineDied
        case .engineUnreachable: self = .engineUnreachable
        case .noneLeft: self = .noneLeft
        case .timeLimit: self = .timeLimit
        case .clientLeft: self = .clientLeft
        case .other: self = .other
        }
    }
}

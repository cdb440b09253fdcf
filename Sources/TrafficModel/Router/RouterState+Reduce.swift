import ClusterModel

extension RouterState {
    mutating func apply(_ fact: RouterFact, at moment: Moment) {
        if isNewsOfWorkers(fact) { workersChangedAt = moment }
        switch fact {
        case .source, .logSource, .forward, .engineLog, .engineStart, .picker: break
        case .health(let health): self.health = health
        case .engines(let ids): engineIDs = ids
        case .models(let ids):
            models = ids
            lastModel = ids.first { $0 != Self.unknownModel } ?? lastModel
        case .workers(let figures): workers = figures
        case .listed(let workers): listed = workers
        case .counters(let counters): self.counters = counters
        case .instances(let all):
            // An id that is not listed any more still names the worker in lines that come late.
            for instance in all { instances[instance.id] = instance.address }
            instanceAddresses = Set(all.map(\.address))
        case .engine(let figures):
            engines[figures.pod.uid, default: EngineRecord(figures: figures, at: moment)].update(figures, at: moment)
        case .log(let entry): apply(entry.message, of: entry.routerPod)
        }
    }

    private func isNewsOfWorkers(_ fact: RouterFact) -> Bool {
        switch fact {
        case .engines(let ids): Set(ids) != Set(engineIDs)
        case .listed(let workers): Self.used(workers) != Self.used(listed)
        case .instances(let all): Set(all.map(\.address)) != instanceAddresses
        case .log(let entry):
            switch entry.message {
            case .engineDiscovered, .engineDropped, .engineTerminating: true
            default: false
            }
        default: false
        }
    }

    private static func used(_ workers: [ListedWorker]) -> Set<String> { Set(workers.filter { $0.isHealthy != false }.map(\.url)) }

    private mutating func apply(_ message: RouterLogMessage, of pod: String) {
        switch message {
        case .recognised(let dialect): self.dialect = dialect
        case .unknown(let lines): unknownLogLines += lines
        case .streamBroke, .migrationRefused: brokenStreams += 1
        case .attemptFailed(_, let worker, _, _), .workerFailed(let worker, _):
            failedAttempts[worker, default: 0] += 1
            lastFailedWorker[pod] = worker
        case .served(let served):
            // All but the last were tried in vain.
            let isVain = served.isOver && (served.end == .engineUnreachable || served.end == .engineDied && served.status >= 500)
            for worker in isVain ? served.workers[...] : served.workers.dropLast() {
                failedAttempts[worker, default: 0] += 1
                lastFailedWorker[pod] = worker
            }
        case .notUnderstood(let line):
            foreignLines += 1
            firstForeignLine = firstForeignLine ?? line
        case .prefilled, .routed, .sessionRouted, .requestFailed, .refused, .migrating, .breakerChanged, .engineDiscovered, .engineDropped,
            .engineTerminating:
            break
        }
    }
}

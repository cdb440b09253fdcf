import PlainText
import TrafficModel
import WireFormats

extension WorkerFigures {
    /// The workers of a metrics page, by URL. Where the router exports which workers it uses
    /// (`vllm:healthy_pods_total`, whose series vanish with the worker) the others are left out: the production stack
    /// keeps the request gauges of workers that are long gone.
    static func all(in page: PrometheusText) -> [WorkerFigures] {
        var workers: [String: WorkerFigures] = [:]
        var used: Set<String>?
        for sample in page.samples {
            guard let figure = figures[sample.name],
                let url = sample.labels["server"] ?? sample.labels["worker"], !url.isEmpty
            else { continue }
            let key = ANSI.plain(url, limit: 300)
            let value = sample.value.isFinite ? sample.value : nil
            workers[key, default: WorkerFigures(url: key)].take(figure, value)
            if figure == .used {
                used = used ?? []
                if let value, value > 0 { used?.insert(key) }
            }
        }
        return workers.values.filter { used?.contains($0.url) ?? true }.sorted { $0.url < $1.url }
    }

    private enum Figure { case running, waiting, requestsPerSecond, errors, used, healthy, breaker }

    /// Of the production stack, of the Rust `vllm-router` and of `sglang-router`.
    private static let figures: [String: Figure] = [
        "vllm:num_requests_running": .running,
        "vllm:num_requests_waiting": .waiting,
        "vllm:current_qps": .requestsPerSecond,
        "vllm:request_errors_total": .errors,
        "vllm:healthy_pods_total": .used,
        "vllm_router_running_requests": .running,
        "vllm_router_worker_health": .healthy,
        "vllm_router_cb_state": .breaker,
        "smg_worker_requests_active": .running,
        "smg_worker_health": .healthy,
        "smg_worker_cb_state": .breaker,
    ]

    private static let breakers: [Double: Breaker] = [0: .closed, 1: .open, 2: .halfOpen]

    private mutating func take(_ figure: Figure, _ value: Double?) {
        guard let value else { return }
        switch figure {
        case .running: running = value
        case .waiting: waiting = value
        case .requestsPerSecond: requestsPerSecond = value
        // One series for each kind of error.
        case .errors: errors = (errors ?? 0) + value
        case .used: break
        // -1 after sglang-router has removed the worker.
        case .healthy: isHealthy = value > 0
        case .breaker: breaker = Self.breakers[value]
        }
    }
}

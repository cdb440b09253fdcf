extension RouterMetrics {
    /// The Prometheus text of `GET /metrics`, in the order of the real router.
    func text(pool: EnginePool) -> String {
        let now = current
        let servers = now.servers.keys.sorted()
        let healthy = pool.engines.map(\.url)
        var out = ""
        func family(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: Double)]) {
            out += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
            for sample in samples { out += "\(name)\(sample.labels) \(sample.value)\n" }
        }
        func gauge(_ name: String, _ help: String, _ servers: [String], _ value: (String) -> Double) {
            family("vllm:\(name)", "gauge", help, servers.map { ("{server=\"\($0)\"}", value($0)) })
        }
        func load(_ server: String) -> Server { now.servers[server] ?? Server() }

        gauge("num_requests_running", "Number of running requests", servers) {
            Double(load($0).prefill + load($0).decoding)
        }
        gauge("num_requests_waiting", "Number of waiting requests", []) { _ in 0 }
        gauge("gpu_prefix_cache_hit_rate", "GPU Prefix Cache Hit Rate", healthy) { _ in 0 }
        gauge("gpu_prefix_cache_hits_total", "Total GPU Prefix Cache Hits", healthy) { _ in 0 }
        gauge("gpu_prefix_cache_queries_total", "Total GPU Prefix Cache Queries", healthy) { _ in 0 }
        gauge("current_qps", "Current Queries Per Second", servers) { pool.queriesPerSecond($0) }
        gauge("avg_decoding_length", "Average Decoding Length", servers) { _ in -1 }
        gauge("num_prefill_requests", "Number of Prefill Requests", servers) { Double(load($0).prefill) }
        gauge("num_decoding_requests", "Number of Decoding Requests", servers) { Double(load($0).decoding) }
        family(
            "vllm:num_incoming_requests_total", "counter",
            "Total valid incoming requests to router (including when no backends available).",
            now.incoming.sorted { $0.key < $1.key }.map { ("{model=\"\($0.key)\"}", Double($0.value)) })
        gauge("healthy_pods_total", "Number of healthy vLLM pods", healthy) { _ in 1 }
        gauge("avg_latency", "Average end-to-end request latency", servers) { server in
            load(server).completed == 0 ? -1 : load(server).latency / Double(load(server).completed)
        }
        gauge("avg_itl", "Average Inter-Token Latency", servers) { _ in -1 }
        gauge("num_requests_swapped", "Number of swapped requests", servers) { _ in 0 }
        family(
            "vllm:request_errors_total", "counter", "Total request errors",
            now.errors.sorted { $0.key < $1.key }.map { series, count in
                let labels = "{error_type=\"\(series.detail)\",model=\"\(series.model)\",server=\"\(series.server)\"}"
                return (labels, Double(count))
            })
        out += latencyText(now)
        family("router_cpu_usage_percent", "gauge", "CPU usage percent", [("", 0)])
        family("router_memory_usage_percent", "gauge", "Memory usage percent", [("", 0)])
        family("router_disk_usage_percent", "gauge", "Disk usage percent", [("", 0)])
        return out
    }

    private func latencyText(_ now: State) -> String {
        let name = "vllm:request_latency_seconds"
        var out = "# HELP \(name) End-to-end request latency observed at the router\n# TYPE \(name) histogram\n"
        for (series, histogram) in now.latency.sorted(by: { $0.key < $1.key }) {
            let labels = "model=\"\(series.model)\",server=\"\(series.server)\",status=\"\(series.detail)\""
            for (bound, count) in zip(histogram.bounds, histogram.counts) {
                out += "\(name)_bucket{le=\"\(bound)\",\(labels)} \(Double(count))\n"
            }
            out += "\(name)_bucket{le=\"+Inf\",\(labels)} \(Double(histogram.count))\n"
            out += "\(name)_count{\(labels)} \(Double(histogram.count))\n\(name)_sum{\(labels)} \(histogram.sum)\n"
        }
        return out
    }
}

extension RouterMetrics.Series: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        (one.server, one.model, one.detail) < (other.server, other.model, other.detail)
    }
}

import Synchronization

/// The counters of one engine, printed under vLLM's names.
final class EngineMetrics: Sendable {
    struct State: Sendable {
        var running = 0
        var waiting = 0
        var promptTokens = 0
        var generationTokens = 0
        /// By finish reason.
        var successes: [String: Int] = [:]
        // The buckets are those of vLLM 0.32.
        var timeToFirstToken = Histogram(bounds: [
            0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2_560,
        ])
        var interToken = Histogram(bounds: [
            0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
        ])
        var endToEnd = Histogram(bounds: [
            0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1_920, 7_680,
        ])
        /// Tokens held in the cache by running requests.
        var cachedTokens = 0
    }

    struct Histogram: Sendable {
        let bounds: [Double]
        private(set) var counts: [Int]
        private(set) var sum = 0.0
        private(set) var count = 0

        init(bounds: [Double]) {
            self.bounds = bounds
            counts = Array(repeating: 0, count: bounds.count)
        }

        /// Seconds.
        mutating func observe(_ value: Double) {
            for index in bounds.indices where value <= bounds[index] { counts[index] += 1 }
            sum += value
            count += 1
        }
    }

    private static let cacheCapacity = 32_768.0
    private let state = Mutex(State())

    var current: State { state.withLock { $0 } }

    func change(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }

    /// The Prometheus text of `GET /metrics`.
    func text(model: String, isAsleep: Bool = false) -> String {
        let now = current
        let labels = "engine=\"0\",model_name=\"\(model)\""
        var out = ""
        func add(_ name: String, _ kind: String, _ help: String, _ value: Double) {
            out += "# HELP vllm:\(name) \(help)\n# TYPE vllm:\(name) \(kind)\nvllm:\(name){\(labels)} \(value)\n"
        }
        func add(_ name: String, _ help: String, _ histogram: Histogram) {
            out += "# HELP vllm:\(name) \(help)\n# TYPE vllm:\(name) histogram\n"
            for (bound, count) in zip(histogram.bounds, histogram.counts) {
                out += "vllm:\(name)_bucket{\(labels),le=\"\(bound)\"} \(Double(count))\n"
            }
            out += "vllm:\(name)_bucket{\(labels),le=\"+Inf\"} \(Double(histogram.count))\n"
            out += "vllm:\(name)_count{\(labels)} \(Double(histogram.count))\n"
            out += "vllm:\(name)_sum{\(labels)} \(histogram.sum)\n"
        }
        let usage = min(1, Double(now.cachedTokens) / Self.cacheCapacity)
        add("num_requests_running", "gauge", "Number of requests in model execution batches.", Double(now.running))
        add("num_requests_waiting", "gauge", "Number of requests waiting to be processed.", Double(now.waiting))
        out += "# HELP vllm:num_requests_waiting_by_reason Number of waiting requests by reason.\n"
        out += "# TYPE vllm:num_requests_waiting_by_reason gauge\n"
        for (reason, count) in [("capacity", now.waiting), ("deferred", 0)] {
            out += "vllm:num_requests_waiting_by_reason{\(labels),reason=\"\(reason)\"} \(Double(count))\n"
        }
        add("kv_cache_usage_perc", "gauge", "KV-cache usage. 1 means 100 percent usage.", usage)
        add("prompt_tokens_total", "counter", "Number of prefill tokens processed.", Double(now.promptTokens))
        add(
            "generation_tokens_total", "counter", "Number of generation tokens processed.", Double(now.generationTokens)
        )
        var sleep = "# HELP vllm:engine_sleep_state Engine sleep state; awake = 0 means engine is sleeping.\n"
            + "# TYPE vllm:engine_sleep_state gauge\n"
        out += "# HELP vllm:request_success_total Count of successfully processed requests.\n"
        out += "# TYPE vllm:request_success_total counter\n"
        for (state, holds) in [("awake", !isAsleep), ("weights_offloaded", isAsleep), ("discard_all", false)] {
            sleep += "vllm:engine_sleep_state{\(labels),sleep_state=\"\(state)\"} \(holds ? 1.0 : 0.0)\n"
        }
        for reason in ["stop", "length", "abort", "error", "repetition"] {
            out +=
                "vllm:request_success_total{\(labels),finished_reason=\"\(reason)\"} "
                + "\(Double(now.successes[reason] ?? 0))\n"
        }
        add("time_to_first_token_seconds", "Histogram of time to first token in seconds.", now.timeToFirstToken)
        add("inter_token_latency_seconds", "Histogram of inter-token latency in seconds.", now.interToken)
        add("e2e_request_latency_seconds", "Histogram of end to end request latency in seconds.", now.endToEnd)
        return out + sleep
    }
}

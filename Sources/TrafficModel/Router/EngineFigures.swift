import ClusterModel

/// An engine as its own metrics tell it. What it does not export is nil, never 0. Names are vLLM's; those of other engines are
/// with the reader (`EnginePage`).
package struct EngineFigures: Sendable, Equatable, Codable {
    package var pod: PodIdentity
    /// `vllm:num_requests_running`.
    package var running: Double?
    /// `vllm:num_requests_waiting`.
    package var waiting: Double?
    /// `vllm:num_requests_waiting_by_reason`: `capacity`, `deferred`. Optional with all that follow, as older journals lack them.
    package var waitingByReason: [String: Double]?
    /// `vllm:generation_tokens_total`.
    package var generatedTokens: Double?
    /// Tokens per second as the engine itself reckons them: `sglang:gen_throughput`.
    package var tokenRate: Double?
    /// `vllm:kv_cache_usage_perc`, of 1; of several cores the fullest.
    package var cacheUsage: Double?
    /// `vllm:request_success_total{finished_reason="abort"}`.
    package var aborts: Double?
    /// `vllm:time_to_first_token_seconds`.
    package var firstToken: LatencyHistogram?
    /// `vllm:inter_token_latency_seconds`.
    package var interToken: LatencyHistogram?
    /// The label `model_name`.
    package var model: String?
    /// `vllm:engine_sleep_state`.
    package var isAsleep: Bool?

    package init(
        pod: PodIdentity, running: Double? = nil, waiting: Double? = nil, generatedTokens: Double? = nil,
        model: String? = nil, isAsleep: Bool? = nil
    ) {
        self.isAsleep = isAsleep
        self.model = model
        self.pod = pod
        self.running = running
        self.waiting = waiting
        self.generatedTokens = generatedTokens
    }
}

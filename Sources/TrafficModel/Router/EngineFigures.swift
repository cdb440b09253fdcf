import ClusterModel

/// An engine as its own metrics tell it, under vLLM's names. What it does not export is nil, never 0.
package struct EngineFigures: Sendable, Equatable, Codable {
    package var pod: PodIdentity
    /// `vllm:num_requests_running`.
    package var running: Double?
    /// `vllm:num_requests_waiting`.
    package var waiting: Double?
    /// `vllm:generation_tokens_total`.
    package var generatedTokens: Double?
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

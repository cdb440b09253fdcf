/// An engine as its own metrics tell it, under vLLM's names. What it does not export is nil, never 0.
public struct EngineFigures: Sendable, Equatable, Codable {
    public var pod: PodIdentity
    /// `vllm:num_requests_running`.
    public var running: Double?
    /// `vllm:num_requests_waiting`.
    public var waiting: Double?
    /// `vllm:generation_tokens_total`.
    public var generatedTokens: Double?
    /// The label `model_name`.
    public var model: String?

    public init(
        pod: PodIdentity, running: Double? = nil, waiting: Double? = nil, generatedTokens: Double? = nil,
        model: String? = nil
    ) {
        self.model = model
        self.pod = pod
        self.running = running
        self.waiting = waiting
        self.generatedTokens = generatedTokens
    }
}

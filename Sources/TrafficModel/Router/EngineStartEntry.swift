import ClusterModel

/// How long a step of an engine's start took, by its own log.
package struct EngineStartEntry: Sendable, Equatable, Codable {
    package enum Step: String, Sendable, Codable, CaseIterable {
        /// vLLM `Loading weights took …`, SGLang `Load weight end. elapsed=…`.
        case weights = "weights loaded"
        /// vLLM `init engine (…) took …`.
        case engine = "engine initialised"
        /// SGLang `Capture cuda graph end. Time elapsed: …`.
        case graphs = "graphs captured"
    }

    package var pod: PodIdentity
    package var step: Step
    package var seconds: Double

    package init(pod: PodIdentity, step: Step, seconds: Double) {
        self.pod = pod
        self.step = step
        self.seconds = seconds
    }
}

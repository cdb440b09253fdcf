/// How the model load of a fresh engine ends.
enum ModelLoad: String, Sendable, CaseIterable {
    case succeeds
    /// The kernel kills the process when it goes beyond the container's memory limit.
    case runsOutOfMemory = "runs-out-of-memory"
    /// The process gives up with exit code 1.
    case fails

    /// What a load takes that goes beyond its limit: with this much it succeeds.
    static let peakBytes: Int64 = 3 << 30

    /// How it ends in a container with this limit.
    func outcome(memoryLimit: Int64?) -> ModelLoad {
        self == .runsOutOfMemory && memoryLimit.map { $0 >= Self.peakBytes } ?? true ? .succeeds : self
    }

    /// Nil for a load that succeeds.
    var exitCode: Int32? {
        switch self {
        case .succeeds: nil
        case .runsOutOfMemory: 137
        case .fails: 1
        }
    }

    /// What the process still logs; one that the kernel kills gets to say nothing.
    var lastWords: [String] {
        guard self == .fails else { return [] }
        return [
            "ERROR:    EngineCore failed to start.", "Traceback (most recent call last):",
            "  File \"/usr/local/lib/python3.12/dist-packages/vllm/v1/core/kv_cache_utils.py\", line 682, in "
                + "check_enough_kv_cache_memory",
            "ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when "
                + "initializing the engine.",
            "RuntimeError: Engine core initialization failed. See root cause above.",
        ]
    }
}

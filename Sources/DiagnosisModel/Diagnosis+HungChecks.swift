import ClusterModel
import IncidentModel
import TrafficModel

/// Engines that hang: a stopped process or a GPU that does not answer. Neither a probe nor the router notices.
extension Diagnosis {
    /// The first token of a long prompt may take a while.
    private static let longestStep = Duration.seconds(15)

    func stillness(of record: PodRecord) -> Stillness? { traffic.stillness(of: record, longestStep: Self.longestStep) }

    var hungChecks: [Check] {
        cluster.engines.compactMap { record in
            guard let still = stillness(of: record) else { return nil }
            return Check(
                "hung", "engines make tokens", .fail,
                "\(record.letter) has \(still.running.inWords("running request")) and made no token for \(still.duration.inWords), though it is Ready",
                evidence: still.evidence(in: cluster),
                remedy: "the engine hangs: look at its log and its GPU (nvidia-smi), and kill it; a liveness probe of /health does "
                    + "not see it",
                cause: .resourceConstraints)
        }
    }
}

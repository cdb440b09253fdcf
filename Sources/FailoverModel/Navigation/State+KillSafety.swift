import ClusterModel
import IncidentModel

/// What is known before a kill: why `y` is not enough, which budgets cover the pod, and whether the user may.
extension State {
    func typingReason(for record: PodRecord) -> TypingReason? {
        if !sources[.pods].isLive { return .stalePods }
        if router.endpoint != nil, !sources.router.isLive { return .staleRouter }
        if protection(ofNamespace: record.pod.namespace) != nil { return .protected }
        if isLastReadyEngine(record) { return .lastReadyEngine }
        if incidents.ongoing.contains(where: { !$0.cause.isPlanned }) { return .openIncident }
        if !kills.unsettled.isEmpty { return .unsettledKill }
        if activePod?.identity == record.identity, activeRoute?.evidence.isGuess == true { return .guessedPod }
        if activeCandidates.contains(where: { $0.identity == record.identity }) { return .guessedPod }
        return nil
    }

    /// No engine that serves is left without it; an engine of several pods goes with each of them.
    private func isLastReadyEngine(_ record: PodRecord) -> Bool {
        let lost = cluster.serving(for: record).count(where: \.isServing)
        return lost > 0 && cluster.readyEngines.count <= lost
    }

    /// The disruption budgets that cover a pod, the tightest first.
    package func budgets(of pod: Pod) -> [DisruptionBudget] { cluster.budgets(of: pod) }

    /// What the API server said about this user and a kind of kill; nil where it was not asked.
    package func permission(for kind: KillKind) -> AccessReview? {
        cluster.access?.first { review in
            kind == .evict ? review.resource == "pods/eviction" : review.resource == "pods" && review.verb == "delete"
        }
    }
}

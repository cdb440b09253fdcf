import ClusterModel
import IncidentModel

/// What is known before a kill: why `y` is not enough, which budgets cover the pod, and whether the user may.
extension State {
    func typingReason(for record: PodRecord) -> TypingReason? {
        if !sources[.pods].isLive { return .stalePods }
        if router.endpoint != nil, !sources.router.isLive { return .staleRouter }
        if protection(ofNamespace: record.pod.namespace) != nil { return .protected }
        if record.isServing, cluster.readyEngines.count <= 1 { return .lastReadyEngine }
        if incidents.ongoing.contains(where: { !$0.cause.isPlanned }) { return .openIncident }
        if !kills.unsettled.isEmpty { return .unsettledKill }
        if activePod?.identity == record.identity, activeRoute?.evidence.isGuess == true { return .guessedPod }
        return nil
    }

    /// The disruption budgets that cover a pod, by name.
    package func budgets(of pod: Pod) -> [DisruptionBudget] {
        cluster.budgets.values
            .filter { $0.namespace == pod.namespace && LabelSelector($0.selector).matches(pod.labels) }
            .sorted { $0.name < $1.name }
    }

    /// What the API server said about this user and a kind of kill; nil where it was not asked.
    package func permission(for kind: KillKind) -> AccessReview? {
        cluster.access?.first { review in
            kind == .evict ? review.resource == "pods/eviction" : review.resource == "pods" && review.verb == "delete"
        }
    }
}

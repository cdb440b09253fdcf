import ClusterModel

/// Where a request was sent, and how that is known.
package struct Route: Sendable, Equatable {
    /// As the router writes it.
    package var worker: String
    /// nil where the worker's address belongs to no pod that was seen.
    package var pod: PodIdentity?
    package var evidence: RouteEvidence
    /// When it was seen. A log line comes later than it was written.
    package var at: Moment
    /// When its log line says that it was written, by the writer's clock.
    package var writtenAt: Moment? = nil

    /// How long the evidence of a route may come behind its request's end.
    package static let delay = Duration.seconds(3)

    package init(worker: String, pod: PodIdentity?, evidence: RouteEvidence, at: Moment, writtenAt: Moment? = nil) {
        self.worker = worker
        self.pod = pod
        self.evidence = evidence
        self.at = at
        self.writtenAt = writtenAt
    }

    /// It is of an earlier time: by the writers' clock where both lines carry it, else by when they were seen.
    func isEarlier(than other: Route) -> Bool {
        if let writtenAt, let otherWrittenAt = other.writtenAt { return writtenAt < otherWrittenAt }
        return at < other.at
    }

    /// Both lead to the same pod, or to the same address where a pod is unknown.
    package func leadsToSamePod(as other: Route) -> Bool {
        if let pod, let otherPod = other.pod { return pod == otherPod }
        return worker == other.worker
    }
}

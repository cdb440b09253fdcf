/// A change of a pod as the cluster step saw it, for the steps after it.
package struct PodTransition: Sendable, Equatable {
    package var before: PodRecord?
    package var after: PodRecord

    package init(before: PodRecord?, after: PodRecord) {
        self.before = before
        self.after = after
    }

    package var stageChanged: Bool { before?.stage != after.stage }
    package var gotAddress: Bool { before?.pod.ip != after.pod.ip && after.pod.ip != nil }
    /// How a container ended since the last sight; nil while none has.
    package var ended: Termination? {
        guard let before else { return nil }
        for container in after.pod.containers {
            guard case .terminated(let end) = container.state else { continue }
            let old = before.pod.containers.first { $0.name == container.name }?.state
            if old != .terminated(end) { return end }
        }
        return nil
    }
    /// Containers started anew since the last sight.
    package var restarted: Bool { before.map { after.pod.restarts > $0.pod.restarts } ?? false }
}

/// A change of a pod as the cluster step saw it, for the steps after it.
package struct PodTransition: Sendable, Equatable {
    package var before: PodRecord?
    package var after: PodRecord

    package init(before: PodRecord?, after: PodRecord) {
        self.before = before
        self.after = after
    }

    package var stageChanged: Bool { before?.stage != after.stage }
    package var gotAddress: Bool { before?.pod.addresses != after.pod.addresses && !after.pod.addresses.isEmpty }

    /// How the serving container ended since the last sight; nil while it has not.
    package var ended: Termination? {
        guard let before, let container = after.pod.servingContainer, case .terminated(let end) = container.state else { return nil }
        return before.pod.container(named: container.name)?.state == .terminated(end) ? nil : end
    }

    /// The serving container was started anew since the last sight.
    package var restarted: Bool {
        guard let before, let container = after.pod.servingContainer else { return false }
        return container.restarts > (before.pod.container(named: container.name)?.restarts ?? 0)
    }

    /// Any container was: a sidecar's restart changes the pod and is no engine's crash.
    package var anyRestarted: Bool { before.map { after.pod.restarts > $0.pod.restarts } ?? false }
}

extension Pod {
    package func container(named name: String) -> Container? { (containers + initContainers).first { $0.name == name } }
}

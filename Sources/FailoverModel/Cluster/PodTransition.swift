/// A change of a pod as the cluster step saw it, for the steps after it.
struct PodTransition: Equatable {
    var before: PodRecord?
    var after: PodRecord

    var stageChanged: Bool { before?.stage != after.stage }
    var gotAddress: Bool { before?.pod.ip != after.pod.ip && after.pod.ip != nil }
    /// Containers started anew since the last sight.
    var restarted: Bool { before.map { after.pod.restarts > $0.pod.restarts } ?? false }
}

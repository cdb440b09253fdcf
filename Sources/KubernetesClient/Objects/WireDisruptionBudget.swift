import ClusterModel

/// `PodDisruptionBudget` of policy/v1.
struct WireDisruptionBudget: WireObject {
    struct Spec: Decodable, Sendable {
        var selector: WireLabelSelector?
        var minAvailable: Tolerant<IntOrString>?
        var maxUnavailable: Tolerant<IntOrString>?
    }
    struct Status: Decodable, Sendable {
        var disruptionsAllowed: Int?
        var currentHealthy: Int?
        var desiredHealthy: Int?
    }

    var metadata: WireMetadata?
    var spec: Spec?
    var status: Status?

    var model: DisruptionBudget? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        return DisruptionBudget(
            uid: uid, name: name, namespace: metadata.namespace ?? "", selector: spec?.selector?.model,
            minAvailable: spec?.minAvailable?.value?.text, maxUnavailable: spec?.maxUnavailable?.value?.text,
            disruptionsAllowed: status?.disruptionsAllowed ?? 0, currentHealthy: status?.currentHealthy ?? 0,
            desiredHealthy: status?.desiredHealthy ?? 0)
    }
}

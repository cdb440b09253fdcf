import ClusterModel

/// `Node` of core/v1.
struct WireNode: WireObject {
    struct Spec: Decodable, Sendable { var unschedulable: Bool? }
    struct Status: Decodable, Sendable { var conditions: [Tolerant<WirePod.Condition>]? }

    var metadata: WireMetadata?
    var spec: Spec?
    var status: Status?

    /// A node that says nothing about its readiness is not taken for lost.
    var model: Node? {
        guard let metadata, let name = metadata.name, let uid = metadata.uid else { return nil }
        let ready = (status?.conditions ?? []).compactMap(\.value).first { $0.type == "Ready" }
        let isReady = ready.map { $0.status == "True" } ?? true
        let words = [ready?.reason, ready?.message].compactMap { $0 }.filter { !$0.isEmpty }
        return Node(
            uid: uid, name: name, isReady: isReady, problem: isReady ? nil : words.joined(separator: ": "),
            isCordoned: spec?.unschedulable ?? false)
    }
}

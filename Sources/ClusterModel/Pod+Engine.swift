/// What a pod is to its engine.
package enum EngineDuty: String, Sendable, Codable {
    /// It takes requests.
    case serves
    /// One of several pods of an engine whose head or leader takes the requests.
    case worker
    /// It reads prompts for those that answer.
    case prefill
}

extension Pod {
    /// The engine that this pod is a part of, where several pods form one: a group of a LeaderWorkerSet, a Ray cluster.
    package var engineGroup: String? {
        if let set = labels[Self.leaderWorkerSet + "name"] {
            return "lws/\(set)/\(labels[Self.leaderWorkerSet + "group-index"] ?? "0")"
        }
        return labels["ray.io/cluster"].map { "ray/\($0)" }
    }

    /// By the labels of LeaderWorkerSet, KubeRay and llm-d.
    var labelledDuty: EngineDuty {
        if let index = labels[Self.leaderWorkerSet + "worker-index"], index != "0" { return .worker }
        if labels["ray.io/cluster"] != nil, labels["ray.io/node-type"] == "worker" { return .worker }
        return labels["llm-d.ai/role"] == "prefill" ? .prefill : .serves
    }

    /// The production stack marks an engine so that it has put to sleep.
    var isLabelledAsleep: Bool { labels["sleeping"]?.lowercased() == "true" }

    private static let leaderWorkerSet = "leaderworkerset.sigs.k8s.io/"

    /// The number at the end of the name of a StatefulSet's pod.
    package var ordinal: Int? {
        guard ownerKind == "StatefulSet", let owner, name.hasPrefix(owner + "-") else { return nil }
        return Int(name.dropFirst(owner.count + 1))
    }
}

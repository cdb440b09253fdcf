extension DeploymentController {
    func updateStatus(of deployment: JSONValue, current: JSONValue, all: [JSONValue]) {
        let desired = deployment["spec", "replicas"]?.int ?? 1
        func sum(_ field: String) -> Int { all.reduce(0) { $0 + ($1["status", field]?.int ?? 0) } }
        let ready = sum("readyReplicas")
        let updated = current["status", "replicas"]?.int ?? 0
        let isAvailable = ready >= desired - RollingUpdate(deployment).unavailable
        let isComplete = updated == desired && ready >= desired && sum("replicas") == desired
        store.update(.deployments, ObjectName(deployment), uid: deployment.uid) { object in
            var status: JSONValue = [
                "observedGeneration": object["metadata", "generation"] ?? 1, "replicas": .int(sum("replicas")),
                "updatedReplicas": .int(updated), "terminatingReplicas": .int(sum("terminatingReplicas")),
            ]
            // Zero counts are left out, as Go's omitempty does.
            if ready > 0 {
                status["readyReplicas"] = .int(ready)
                status["availableReplicas"] = .int(ready)
            }
            if ready < desired { status["unavailableReplicas"] = .int(desired - ready) }
            let old = object["status", "conditions"]?.array ?? []
            let now = JSONValue.timestamp(store.clock.date)
            status["conditions"] = [
                Self.condition(
                    "Available", isAvailable,
                    isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    "Deployment \(isAvailable ? "has" : "does not have") minimum availability.", old, now),
                Self.condition(
                    "Progressing", true, isComplete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                    "ReplicaSet \"\(current.name)\" \(isComplete ? "has successfully progressed" : "is progressing").",
                    old, now),
            ]
            object["status"] = status
        }
    }

    private static func condition(
        _ type: String, _ status: Bool, _ reason: String, _ message: String, _ old: [JSONValue], _ now: JSONValue
    ) -> JSONValue {
        let before = old.first { $0["type"]?.string == type }
        let word: JSONValue = status ? "True" : "False"
        let isSame = before?["status"] == word && before?["reason"]?.string == reason
            && before?["message"]?.string == message
        return [
            "type": .string(type), "status": word, "reason": .string(reason), "message": .string(message),
            "lastUpdateTime": isSame ? before?["lastUpdateTime"] ?? .null : now,
            "lastTransitionTime": before?["status"] == word
                ? before?["lastTransitionTime"] ?? .null : now,
        ]
    }
}

extension JSONValue {
    /// The reference from an object to the one that manages it.
    static func owner(_ object: JSONValue, _ type: ResourceType) -> JSONValue {
        [
            "apiVersion": .string(type.apiVersion), "kind": .string(type.kind), "name": .string(object.name),
            "uid": .string(object.uid), "controller": true, "blockOwnerDeletion": true,
        ]
    }
}

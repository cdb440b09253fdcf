import Foundation

/// What the scheduler, the kubelet and the API write into a pod's status.
extension JSONValue {
    var phase: String { self["status", "phase"]?.string ?? "Pending" }
    var podIP: String { self["status", "podIP"]?.string ?? "" }
    var nodeName: String { self["spec", "nodeName"]?.string ?? "" }

    func condition(_ type: String) -> JSONValue? {
        self["status", "conditions"]?.array.first { $0["type"]?.string == type }
    }

    func isTrue(_ condition: String) -> Bool { self.condition(condition)?["status"]?.string == "True" }

    var isPodReady: Bool { isTrue("Ready") }

    /// Runs or will run: counts as a replica.
    var isActivePod: Bool { !isTerminating && phase != "Failed" && phase != "Succeeded" }

    /// Sets a pod condition; its transition time moves only when its status does.
    mutating func setCondition(_ type: String, _ status: Bool, reason: String? = nil, message: String? = nil, at date: Date) {
        var conditions = self["status", "conditions"]?.array ?? []
        let index = conditions.firstIndex { $0["type"]?.string == type }
        let old = index.map { conditions[$0] }
        let word: JSONValue = status ? "True" : "False"
        var new: JSONValue = ["type": .string(type), "status": word, "lastProbeTime": .null]
        new["reason"] = reason.map(JSONValue.string)
        new["message"] = message.map(JSONValue.string)
        new["lastTransitionTime"] = old?["status"] == word ? old?["lastTransitionTime"] : .timestamp(date)
        if let index { conditions[index] = new } else { conditions.append(new) }
        self["status", "conditions"] = .array(conditions)
    }

    /// The conditions that follow from the containers' statuses.
    mutating func setReadyConditions(at date: Date) {
        let unready = lastingContainers.map(\.containerName).filter { containerStatus($0)?["ready"]?.bool != true }
        let isReady = unready.isEmpty
        let reason = isReady ? nil : "ContainersNotReady"
        let message = isReady ? nil : "containers with unready status: [\(unready.joined(separator: " "))]"
        setCondition("ContainersReady", isReady, reason: reason, message: message, at: date)
        setCondition("Ready", isReady, reason: reason, message: message, at: date)
    }
}

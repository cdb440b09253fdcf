/// Keeps the numbers of pod disruption budgets, from which evictions are granted.
struct DisruptionController: Controller {
    let store: ObjectStore

    struct Numbers: Sendable, Equatable {
        var expected: Int
        var healthy: Int
        var desired: Int
        var allowed: Int { max(0, healthy - desired) }
    }

    func reconcile() {
        for budget in store.items(.podDisruptionBudgets) {
            let numbers = Self.numbers(of: budget, in: store)
            let now = JSONValue.timestamp(store.clock.date)
            store.update(.podDisruptionBudgets, ObjectName(budget)) { object in
                let isAllowed = numbers.allowed > 0
                let old = object["status", "conditions"]?.array.first
                let word: JSONValue = isAllowed ? "True" : "False"
                object["status"] = [
                    "conditions": [
                        [
                            "type": "DisruptionAllowed", "status": word, "message": "",
                            "reason": isAllowed ? "SufficientPods" : "InsufficientPods",
                            "lastTransitionTime": old?["status"] == word
                                ? old?["lastTransitionTime"] ?? now : now,
                            "observedGeneration": object["metadata", "generation"] ?? 1,
                        ]
                    ],
                    "currentHealthy": .int(numbers.healthy), "desiredHealthy": .int(numbers.desired),
                    "disruptionsAllowed": .int(numbers.allowed), "expectedPods": .int(numbers.expected),
                    "observedGeneration": object["metadata", "generation"] ?? 1,
                ]
            }
        }
    }

    static func numbers(of budget: JSONValue, in store: ObjectStore) -> Numbers {
        let selector = LabelSelector(spec: budget["spec", "selector"])
        let pods = store.items(.pods, namespace: budget.namespace).filter { selector.matches($0.labels) }
        let owners = Set(pods.compactMap(\.controllerUID))
        let sets = store.items(.replicaSets, namespace: budget.namespace) + store.items(.statefulSets, namespace: budget.namespace)
        let expected = sets.filter { owners.contains($0.uid) }
            .reduce(0) { $0 + ($1["spec", "replicas"]?.int ?? 0) }
        let healthy = pods.count { $0.isPodReady && !$0.isTerminating }
        let desired =
            if let limit = budget["spec", "maxUnavailable"] {
                max(0, expected - count(limit, of: expected))
            } else {
                count(budget["spec", "minAvailable"] ?? 1, of: expected)
            }
        return Numbers(expected: expected, healthy: healthy, desired: desired)
    }

    /// A number, or a percentage rounded up.
    private static func count(_ value: JSONValue, of total: Int) -> Int {
        if let number = value.int { return number }
        let percent = (value.string ?? "").prefix { $0.isNumber }
        return (total * (Int(percent) ?? 0) + 99) / 100
    }
}

import Hummingbird

extension APIServer {
    func delete(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let options = try await call.body()
        let object = try existing(target)
        try check(options["preconditions"], against: object, target.type)
        return Answer.object(try remove(object, target.type, call, options), target.type, for: call)
    }

    func deleteAll(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let options = try await call.body()
        let selection = try Selection(call, target)
        let items = store.list(target.type, namespace: target.namespace).items.filter(selection.matches)
        for object in items { _ = try remove(object, target.type, call, options) }
        return Answer.success(code: 200, details: ["kind": .string(target.type.plural)])
    }

    private func remove(
        _ object: JSONValue, _ type: ResourceType, _ call: APICall, _ options: JSONValue
    ) throws -> JSONValue {
        let isDryRun = call.isDryRun || options["dryRun"]?.array.contains("All") == true
        if isDryRun { return object }
        guard type == .pods else {
            return store.remove(type, ObjectName(object), uid: object.uid) ?? object
        }
        let grace = try options["gracePeriodSeconds"]?.int ?? call.number("gracePeriodSeconds")
        if let grace, grace < 0 {
            throw APIError.invalid(type, object.name, "gracePeriodSeconds: must be at least 0")
        }
        return termination.delete(ObjectName(object), uid: object.uid, grace: grace) ?? object
    }

    /// `preconditions`: the uid and version that the caller believes the object to have.
    func check(_ preconditions: JSONValue?, against object: JSONValue, _ type: ResourceType) throws {
        if let uid = preconditions?["uid"]?.string, uid != object.uid {
            throw APIError.conflict(
                type.kind, object.name,
                "the UID in the precondition (\(uid)) does not match the UID in record (\(object.uid)). The object "
                    + "might have been deleted and then recreated")
        }
        if let version = preconditions?["resourceVersion"]?.string, Int(version) != object.resourceVersion {
            throw APIError.conflict(
                type.kind, object.name,
                "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in record "
                    + "(\(object.resourceVersion)). The object might have been modified")
        }
    }

    /// `POST …/pods/NAME/eviction`: a deletion that asks the disruption budgets first.
    func evict(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let options = try await call.body()["deleteOptions"] ?? [:]
        let pod = try existing(target)
        try check(options["preconditions"], against: pod, .pods)
        let budgets = store.items(.podDisruptionBudgets, namespace: pod.namespace).filter {
            LabelSelector(spec: $0["spec", "selector"]).matches(pod.labels)
        }
        guard budgets.count < 2 else {
            throw APIError(
                code: 500, reason: "InternalError",
                message: "This pod has more than one PodDisruptionBudget, "
                    + "which the eviction subresource does not support.")
        }
        // A pod that does not run yet, or is on its way out, disrupts nobody.
        let isCounted = pod.phase == "Running" && !pod.isTerminating
        if let budget = budgets.first, isCounted {
            let numbers = DisruptionController.numbers(of: budget, in: store)
            let isHarmless = !pod.isPodReady && numbers.healthy >= numbers.desired && numbers.desired > 0
            guard numbers.allowed > 0 || isHarmless else { throw APIError.budgetSpent(budget.name, numbers) }
        }
        if call.isDryRun || options["dryRun"]?.array.contains("All") == true { return Answer.success(code: 201) }
        store.update(.pods, target.object, uid: pod.uid) {
            $0.setCondition(
                "DisruptionTarget", true, reason: "EvictionByEvictionAPI", message: "Eviction API: evicting",
                at: store.clock.date)
        }
        termination.delete(target.object, uid: pod.uid, grace: options["gracePeriodSeconds"]?.int)
        return Answer.success(code: 201)
    }
}

extension APIError {
    static func budgetSpent(_ budget: String, _ numbers: DisruptionController.Numbers) -> APIError {
        let cause = "The disruption budget \(budget) needs \(numbers.desired) healthy pods and has "
            + "\(numbers.healthy) currently"
        return APIError(
            code: 429, reason: "TooManyRequests",
            message: "Cannot evict pod as it would violate the pod's disruption budget.",
            details: ["causes": [["reason": "DisruptionBudget", "message": .string(cause)]]])
    }
}

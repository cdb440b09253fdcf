import Hummingbird

extension APIServer {
    func create(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        var object = try await call.body()
        object["kind"] = nil
        object["apiVersion"] = nil
        if target.type.isNamespaced {
            let namespace = target.namespace ?? object["metadata", "namespace"]?.string ?? "default"
            object["metadata", "namespace"] = .string(namespace)
        }
        if object.name.isEmpty, let prefix = object["metadata", "generateName"]?.string {
            object["metadata", "name"] = "\(prefix)\(names.suffix())"
        }
        guard !object.name.isEmpty else {
            throw APIError.invalid(target.type, "", "metadata.name: Required value: name or generateName is required")
        }
        Defaults.fill(&object, target.type)
        if call.isDryRun { return Answer.object(object, target.type, for: call, code: 201) }
        guard let created = store.create(target.type, object) else {
            throw APIError.alreadyExists(target.type, object.name)
        }
        return Answer.object(created, target.type, for: call, code: 201)
    }

    func replace(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        var new = try await call.body()
        return try change(call, target) { object in
            if let version = new["metadata", "resourceVersion"]?.string, Int(version) != object.resourceVersion {
                throw APIError.conflict(
                    target.type.qualifiedName, object.name,
                    "the object has been modified; please apply your changes to the latest version and try again")
            }
            new["kind"] = nil
            new["apiVersion"] = nil
            object = new
        }
    }

    func patch(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let body = try await call.body()
        let kind = call.request.headers[.contentType] ?? ""
        return try change(call, target) { object in
            switch true {
            case kind.contains("strategic-merge-patch"), kind.contains("apply-patch"):
                object.mergeStrategically(body)
            case kind.contains("json-patch"):
                do {
                    try object.apply(jsonPatch: body.array)
                } catch let error as JSONValue.PatchError {
                    throw APIError.invalid(target.type, object.name, error.message)
                }
            default: object.merge(body)
            }
            object["kind"] = nil
            object["apiVersion"] = nil
        }
    }

    /// Changes an object; what a client may not touch stays as it is.
    func change(
        _ call: APICall, _ target: APICall.Target, _ edit: @escaping (inout JSONValue) throws -> Void
    ) throws -> Response {
        let apply: (inout JSONValue) throws -> Void = { object in
            let before = object
            try edit(&object)
            // A uid that is sent along is a condition.
            if !object.uid.isEmpty, object.uid != before.uid {
                throw APIError.conflict(
                    target.type.kind, before.name,
                    "Precondition failed: UID in precondition: \(object.uid), UID in object meta: \(before.uid)")
            }
            for field in ["name", "namespace", "uid", "creationTimestamp", "resourceVersion", "generation",
                "deletionTimestamp", "deletionGracePeriodSeconds"]
            {
                object["metadata", field] = before["metadata", field]
            }
            // Status is its own subresource, except for kinds without one.
            let hasStatus = target.type.subresources.contains { $0.name == "status" }
            if target.subresource == "status" {
                object["spec"] = before["spec"]
            } else if hasStatus {
                object["status"] = before["status"]
            }
        }
        if call.isDryRun {
            var object = try existing(target)
            try apply(&object)
            return Answer.object(object, target.type, for: call)
        }
        guard let object = try store.update(target.type, target.object, apply) else {
            throw APIError.notFound(target.type, target.name ?? "")
        }
        return Answer.object(object, target.type, for: call)
    }

    func scale(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        switch call.request.method {
        case .get: break
        case .put, .patch:
            let body = try await call.body()
            guard let replicas = body["spec", "replicas"]?.int, replicas >= 0 else {
                throw APIError.invalid(target.type, target.name ?? "", "spec.replicas: must be a number of at least 0")
            }
            if call.isDryRun { break }
            store.update(target.type, target.object) { $0["spec", "replicas"] = .int(replicas) }
        default: throw APIError.methodNotAllowed
        }
        let object = try existing(target)
        let selector = (object["spec", "selector", "matchLabels"]?.strings ?? [:]).sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        return Answer.json([
            "kind": "Scale", "apiVersion": "autoscaling/v1",
            "metadata": [
                "name": .string(object.name), "namespace": .string(object.namespace), "uid": .string(object.uid),
                "resourceVersion": .string(String(object.resourceVersion)),
                "creationTimestamp": object["metadata", "creationTimestamp"] ?? .null,
            ],
            "spec": ["replicas": object["spec", "replicas"] ?? 1],
            "status": ["replicas": object["status", "replicas"] ?? 0, "selector": .string(selector)],
        ])
    }

    func bind(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let node = try await call.body()["target", "name"]?.string ?? ""
        guard store.get(.nodes, ObjectName("", node)) != nil else { throw APIError.notFound(.nodes, node) }
        _ = try existing(target)
        store.update(.pods, target.object) { pod in
            pod["spec", "nodeName"] = .string(node)
            pod.setCondition("PodScheduled", true, at: store.clock.date)
        }
        return Answer.success(code: 201)
    }
}

/// What the API server adds to objects that clients create.
enum Defaults {
    static func fill(_ object: inout JSONValue, _ type: ResourceType) {
        switch type {
        case .pods:
            object["status"] = ["phase": "Pending", "qosClass": "BestEffort"]
            object["spec", "terminationGracePeriodSeconds"] = object["spec", "terminationGracePeriodSeconds"] ?? 30
        case .deployments:
            object["spec", "replicas"] = object["spec", "replicas"] ?? 1
            object["spec", "template", "spec", "terminationGracePeriodSeconds"] =
                object["spec", "template", "spec", "terminationGracePeriodSeconds"] ?? 30
            object["spec", "strategy"] =
                object["spec", "strategy"]
                ?? ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"]]
        case .statefulSets:
            object["spec", "replicas"] = object["spec", "replicas"] ?? 1
            object["spec", "podManagementPolicy"] = object["spec", "podManagementPolicy"] ?? "OrderedReady"
            object["spec", "updateStrategy"] = object["spec", "updateStrategy"] ?? ["type": "RollingUpdate"]
        case .namespaces: object["status", "phase"] = "Active"
        default: break
        }
    }
}

import Hummingbird

extension APIServer {
    /// `SelfSubjectAccessReview` and `SelfSubjectRulesReview`: what the one user of the demo may do.
    func accessReview(_ call: APICall) async throws -> Response? {
        guard call.steps.count == 4, call.steps[...2] == ["apis", "authorization.k8s.io", "v1"],
            ["selfsubjectaccessreviews", "selfsubjectrulesreviews"].contains(call.steps[3])
        else { return nil }
        guard call.request.method == .post else { throw APIError.methodNotAllowed }
        var review = try await call.body()
        review["apiVersion"] = "authorization.k8s.io/v1"
        review["metadata"] = review["metadata"] ?? [:]
        if call.steps[3] == "selfsubjectaccessreviews" {
            review["kind"] = "SelfSubjectAccessReview"
            review["status"] = answer(to: review["spec", "resourceAttributes"])
        } else {
            review["kind"] = "SelfSubjectRulesReview"
            review["status"] = [
                "resourceRules": .array(rules),
                "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]], "incomplete": false,
            ]
        }
        return Answer.json(review, code: 201)
    }

    /// A no comes without a reason, as from a server where no role grants the right.
    private func answer(to attributes: JSONValue?) -> JSONValue {
        let plural = attributes?["resource"]?.string ?? ""
        let resource = attributes?["subresource"]?.string.flatMap { $0.isEmpty ? nil : "\(plural)/\($0)" } ?? plural
        guard access.allows(verb: attributes?["verb"]?.string ?? "", resource: resource) else {
            return ["allowed": false]
        }
        return ["allowed": true, "reason": "the demo's user may do everything that is not denied"]
    }

    private var rules: [JSONValue] {
        guard !access.denied.isEmpty else { return [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]] }
        return ResourceType.stored.flatMap { type in
            type.verbs.map { resource, verbs in
                [
                    "verbs": .array(
                        verbs.filter { access.allows(verb: $0, resource: resource) }.map(JSONValue.string)),
                    "apiGroups": [.string(type.group)], "resources": [.string(resource)],
                ]
            }
        }
    }
}

import Hummingbird

extension APIServer {
    /// `SelfSubjectAccessReview` and `SelfSubjectRulesReview`: the one user of the demo may do everything.
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
            review["status"] = ["allowed": true, "reason": "the demo's user may do everything"]
        } else {
            review["kind"] = "SelfSubjectRulesReview"
            review["status"] = [
                "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]],
                "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]], "incomplete": false,
            ]
        }
        return Answer.json(review, code: 201)
    }
}

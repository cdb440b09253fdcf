/// `SelfSubjectAccessReview` of authorization.k8s.io/v1, as it is asked: a POST of the question.
struct WireAccessReview: Encodable, Sendable {
    struct Spec: Encodable, Sendable { var resourceAttributes: Attributes }
    struct Attributes: Encodable, Sendable {
        var namespace: String
        var verb: String
        var group: String
        var resource: String
        var subresource: String?
    }

    var apiVersion = "authorization.k8s.io/v1"
    var kind = "SelfSubjectAccessReview"
    var spec: Spec

    static let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

    init(_ question: AccessQuestion, namespace: String) {
        spec = Spec(
            resourceAttributes: Attributes(
                namespace: namespace, verb: question.verb, group: question.group, resource: question.resource,
                subresource: question.subresource))
    }
}

/// The same object as it is answered, with its `status`.
struct WireAccessAnswer: Decodable, Sendable {
    struct Status: Decodable, Sendable {
        var allowed: Bool
        var reason: String?
        /// The authorizer could not look at every rule; `allowed` holds all the same.
        var evaluationError: String?

        var words: String? { [reason, evaluationError].compactMap { $0 }.first { !$0.isEmpty } }
    }

    var status: Status
}

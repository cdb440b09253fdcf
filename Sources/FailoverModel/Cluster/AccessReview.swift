/// The API server's answer to a SelfSubjectAccessReview: may this user do that in this namespace?
public struct AccessReview: Sendable, Equatable, Codable {
    public var verb: String
    public var group: String
    /// With its subresource: `pods/log`.
    public var resource: String
    /// nil where the server did not answer.
    public var isAllowed: Bool?
    public var reason: String?

    public init(verb: String, group: String, resource: String, isAllowed: Bool?, reason: String? = nil) {
        self.verb = verb
        self.group = group
        self.resource = resource
        self.isAllowed = isAllowed
        self.reason = reason
    }
}

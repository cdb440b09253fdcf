/// The API server's answer to a SelfSubjectAccessReview: may this user do that in this namespace?
package struct AccessReview: Sendable, Equatable, Codable {
    package var verb: String
    package var group: String
    /// With its subresource: `pods/log`.
    package var resource: String
    /// nil where the server did not answer.
    package var isAllowed: Bool?
    package var reason: String?

    package init(verb: String, group: String, resource: String, isAllowed: Bool?, reason: String? = nil) {
        self.verb = verb
        self.group = group
        self.resource = resource
        self.isAllowed = isAllowed
        self.reason = reason
    }
}

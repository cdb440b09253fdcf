/// What the demo's user may do: everything but what is denied. A real cluster grants; the answers are the same.
struct AccessRules: Sendable {
    /// Who the kubeconfig's token stands for.
    static let user = "failtop-demo"

    /// A verb on a resource, as RBAC writes them: `delete pods`, `get pods/log`.
    struct Right: Sendable, Hashable {
        var verb: String
        /// The plural, with its subresource.
        var resource: String

        init(verb: String, resource: String) {
            self.verb = verb
            self.resource = resource
        }

        /// Nil if the text is not a known verb and a resource that the demo serves.
        init?(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 2, ResourceType.storedVerbs.contains(words[0]) else { return nil }
            self.init(verb: words[0], resource: words[1])
            guard ResourceType.stored.contains(where: { $0.verbs.contains { $0.resource == resource } }) else { return nil }
        }
    }

    var denied: Set<Right> = []

    /// A star stands for all of them, so that one denied right is enough for a no.
    func allows(verb: String, resource: String) -> Bool {
        !denied.contains { (verb == "*" || $0.verb == verb) && (resource == "*" || $0.resource == resource) }
    }
}

extension ResourceType {
    /// The verbs of the plural, alone and with each subresource.
    var verbs: [(resource: String, verbs: [String])] {
        [(plural, Self.storedVerbs)] + subresources.map { ("\(plural)/\($0.name)", $0.verbs) }
    }
}

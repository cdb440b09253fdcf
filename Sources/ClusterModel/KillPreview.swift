/// What the API server says it would do with a kill: the same request with `dryRun=All`.
package enum KillPreview: Sendable, Equatable, Codable {
    case wouldKill
    case wouldRefuse(KillRefusal)
    /// It did not say.
    case unknown(String)
}

/// Who killed, for the journal. What is not known is nil.
package struct KillAuthor: Sendable, Equatable, Codable {
    /// The login on this machine.
    package var login: String?
    /// The user of the kubeconfig's context.
    package var user: String?
    package var context: String?

    package init(login: String? = nil, user: String? = nil, context: String? = nil) {
        self.login = login
        self.user = user
        self.context = context
    }

    package var words: String {
        let who = [login, user.map { "as \($0)" }].compactMap { $0 }.joined(separator: " ")
        return (who.isEmpty ? "somebody" : who) + (context.map { " in \($0)" } ?? "")
    }
}

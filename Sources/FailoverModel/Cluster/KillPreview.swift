/// What the API server says it would do with a kill: the same request with `dryRun=All`.
public enum KillPreview: Sendable, Equatable, Codable {
    case wouldKill
    case wouldRefuse(KillRefusal)
    /// It did not say.
    case unknown(String)
}

/// Who killed, for the journal. What is not known is nil.
public struct KillAuthor: Sendable, Equatable, Codable {
    /// The login on this machine.
    public var login: String?
    /// The user of the kubeconfig's context.
    public var user: String?
    public var context: String?

    public init(login: String? = nil, user: String? = nil, context: String? = nil) {
        self.login = login
        self.user = user
        self.context = context
    }

    public var words: String {
        let who = [login, user.map { "as \($0)" }].compactMap { $0 }.joined(separator: " ")
        return (who.isEmpty ? "somebody" : who) + (context.map { " in \($0)" } ?? "")
    }
}

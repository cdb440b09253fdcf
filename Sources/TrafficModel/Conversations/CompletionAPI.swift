/// The OpenAI endpoint that a request uses.
package enum CompletionAPI: String, Sendable, Codable, CaseIterable {
    case chat
    case completions

    /// The path below the router's root.
    package var path: String {
        switch self {
        case .chat: "/v1/chat/completions"
        case .completions: "/v1/completions"
        }
    }
}

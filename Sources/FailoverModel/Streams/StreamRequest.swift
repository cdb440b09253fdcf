/// The `X-Request-Id` of a request; the same id stands in the router's log.
public typealias RequestID = String

/// A streaming request of a session.
public struct StreamRequest: Sendable, Equatable, Codable {
    public var id: RequestID
    public var session: String
    public var sessionHeader: String
    public var api: CompletionAPI
    public var model: String
    public var prompt: String
    public var maxTokens: Int
    public var purpose: Purpose

    public init(
        id: RequestID, session: String, sessionHeader: String, api: CompletionAPI, model: String, prompt: String,
        maxTokens: Int, purpose: Purpose
    ) {
        self.id = id
        self.session = session
        self.sessionHeader = sessionHeader
        self.api = api
        self.model = model
        self.prompt = prompt
        self.maxTokens = maxTokens
        self.purpose = purpose
    }

    public enum Purpose: Sendable, Equatable, Codable {
        /// The operator's question.
        case question
        /// The session asks again after a break, to see where it is served now. `attempt` counts from 1.
        case followUp(of: RequestID, attempt: Int)
    }
}

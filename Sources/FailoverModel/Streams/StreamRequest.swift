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
    /// What was received before and is sent along, so that the answer goes on from there.
    public var resumption: Resumption?
    /// Further top-level fields, as JSON by name.
    public var extraFields: [String: String]

    public init(
        id: RequestID, session: String, sessionHeader: String, api: CompletionAPI, model: String, prompt: String,
        maxTokens: Int, purpose: Purpose, resumption: Resumption? = nil, extraFields: [String: String] = [:]
    ) {
        self.id = id
        self.session = session
        self.sessionHeader = sessionHeader
        self.api = api
        self.model = model
        self.prompt = prompt
        self.maxTokens = maxTokens
        self.purpose = purpose
        self.resumption = resumption
        self.extraFields = extraFields
    }

    public enum Purpose: Sendable, Equatable, Codable {
        /// The operator's question.
        case question
        /// The session asks again after a break, to see where it is served now. `attempt` counts from 1.
        case followUp(of: RequestID, attempt: Int)
        /// The answer to the question goes on where it broke.
        case resume(of: RequestID, attempt: Int)
        /// The answer to the question begins again.
        case restart(of: RequestID, attempt: Int)
        /// A short request that only shows where its session is served.
        case probe

        /// The question whose answer this request continues or begins again.
        public var continuedQuestion: RequestID? {
            switch self {
            case .resume(let question, _), .restart(let question, _): question
            case .question, .followUp, .probe: nil
            }
        }

        public var attempt: Int {
            switch self {
            case .followUp(_, let attempt), .resume(_, let attempt), .restart(_, let attempt): attempt
            case .question, .probe: 0
            }
        }
    }
}

/// A streaming request of a session.
package struct StreamRequest: Sendable, Equatable, Codable {
    package var id: RequestID
    package var session: String
    package var sessionHeader: String
    package var api: CompletionAPI
    package var model: String
    package var prompt: String
    package var maxTokens: Int
    package var purpose: Purpose
    /// What was received before and is sent along, so that the answer goes on from there.
    package var resumption: Resumption?
    /// Further top-level fields, as JSON by name.
    package var extraFields: [String: String]
    /// The response header that names the worker, where the operator knows it.
    package var workerHeader: String?
    /// The server is asked for the ids of all tokens (`return_token_ids`).
    package var wantsTokenIDs: Bool?

    package init(
        id: RequestID, session: String, sessionHeader: String, api: CompletionAPI, model: String, prompt: String,
        maxTokens: Int, purpose: Purpose, resumption: Resumption? = nil, extraFields: [String: String] = [:],
        workerHeader: String? = nil, wantsTokenIDs: Bool? = nil
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
        self.workerHeader = workerHeader
        self.wantsTokenIDs = wantsTokenIDs
    }

    package enum Purpose: Sendable, Equatable, Codable {
        /// The operator's question.
        case question
        /// The session asks again after a break, to see where it is served now. `attempt` counts from 1.
        case followUp(of: RequestID, attempt: Int)
        /// The answer to the question goes on where it broke.
        case resume(of: RequestID, attempt: Int)
        /// The answer to the question is restarted.
        case restart(of: RequestID, attempt: Int)
        /// A short request that only shows where its session is served.
        case probe

        /// The question whose answer this request continues or restarts.
        package var continuedQuestion: RequestID? {
            switch self {
            case .resume(let question, _), .restart(let question, _): question
            case .question, .followUp, .probe: nil
            }
        }

        /// The session asks again after a break.
        package var isFollowUp: Bool {
            if case .followUp = self { true } else { false }
        }

        package var attempt: Int {
            switch self {
            case .followUp(_, let attempt), .resume(_, let attempt), .restart(_, let attempt): attempt
            case .question, .probe: 0
            }
        }
    }
}

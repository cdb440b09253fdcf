/// What was seen of a streaming request on the wire. Its outcome is judged in the model, not by the client.
package enum StreamFact: Sendable, Equatable, Codable {
    /// Response headers arrived.
    case opened(RequestID, status: Int)
    /// Names and addresses that its response headers hold.
    case hints(RequestID, [WorkerHint])
    /// Another id that the answer bears: routers replace ours, and their logs know the request by theirs.
    case alias(RequestID, RequestID)
    /// A non-empty delta arrived.
    case text(RequestID, String)
    case finishReason(RequestID, String)
    case usage(RequestID, TokenUsage)
    /// The tokens of what follows, by their ids, where the server gives them.
    case tokenIDs(RequestID, TokenIDs)
    /// An error object arrived as an event of the stream.
    case errorEvent(RequestID, String)
    /// `data: [DONE]` arrived. It proves nothing: routers send it after an error too.
    case doneMarker(RequestID)
    /// Something that the text alone does not hold.
    case feature(RequestID, StreamFeature)
    /// An event of the API that holds none of the others: the engine lives.
    case activity(RequestID)
    /// A comment of the event stream: the connection lives, which says nothing of the engine.
    case comment(RequestID)
    /// An event that is no valid JSON of the API.
    case garbage(RequestID, String)
    /// The last fact of a request.
    case closed(RequestID, Closing)
}

/// What an answer holds besides text, so that it cannot be cut and joined.
package enum StreamFeature: String, Sendable, Codable {
    case toolCall
    /// A choice with an index above 0.
    case severalChoices
    case reasoning
}

/// `prompt_token_ids` and `token_ids` of vLLM.
package struct TokenIDs: Sendable, Equatable, Codable {
    /// Those of the prompt, which come once.
    package var prompt: [Int]?
    package var made: [Int]

    package init(prompt: [Int]? = nil, made: [Int] = []) {
        self.prompt = prompt
        self.made = made
    }
}

/// `usage` of the API.
package struct TokenUsage: Sendable, Equatable, Codable {
    package var promptTokens: Int
    package var completionTokens: Int

    package init(promptTokens: Int, completionTokens: Int) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}

/// How the connection of a request ended.
package enum Closing: Sendable, Equatable, Codable {
    /// The body ended as HTTP says it should. Not completion: proxies make every end look like this.
    case cleanEnd
    /// The connection ended without the end of the body, or was reset.
    case brokenEnd(String)
    /// An HTTP status other than 200, with the beginning of its body.
    case refused(status: Int, body: String)
    /// The chat could not be rendered as a prompt, so nothing was sent: why.
    case notRendered(String)
    /// No answer at all: refused, timed out, name not found.
    case unreachable(String)
    case cancelled
}

extension StreamFact {
    /// The request that the fact is about.
    package var request: RequestID {
        switch self {
        case .opened(let id, _), .hints(let id, _), .alias(let id, _), .text(let id, _), .finishReason(let id, _), .usage(let id, _),
            .tokenIDs(let id, _), .errorEvent(let id, _), .doneMarker(let id), .feature(let id, _), .activity(let id), .comment(let id),
            .garbage(let id, _), .closed(let id, _):
            id
        }
    }

    /// The answer goes on: nothing began, ended or went wrong with it.
    package var isProgress: Bool {
        switch self {
        case .text, .tokenIDs, .activity, .comment: true
        default: false
        }
    }

    /// It came from the router: bytes arrived.
    package var isAnswer: Bool {
        switch self {
        case .opened, .hints, .alias, .text, .finishReason, .usage, .tokenIDs, .errorEvent, .doneMarker, .feature, .activity, .comment,
            .garbage, .closed(_, .refused):
            true
        case .closed: false
        }
    }
}

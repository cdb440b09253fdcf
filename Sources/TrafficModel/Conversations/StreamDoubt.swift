import ClusterModel

/// Why a finish reason is not believed. Gateways were seen to forge one for an engine that was killed, and to ask another engine
/// for the whole answer again inside the same stream.
package enum StreamDoubt: Sendable, Equatable {
    /// Its pod died in the same moment.
    case endedWithItsPod(reason: String)
    /// The text restarted from its beginning after so many tokens.
    case restarted(after: Int)
    /// So many deltas came behind the finish reason.
    case textBehindFinish(reason: String, tokens: Int)
    /// The server counts fewer tokens than it sent.
    case tooFewCounted(Int, received: Int)
    /// The server counts more tokens, or sent more, than it was asked for at most.
    case tooManyCounted(Int, limit: Int)

    package var sentence: String {
        switch self {
        case .endedWithItsPod(let reason): "finish reason \(reason) in the moment in which its pod died: it may be forged"
        case .restarted(let tokens): "the text restarted after \(tokens) tokens, inside one stream"
        case .textBehindFinish(let reason, let tokens): "\(tokens) tokens behind the finish reason \(reason)"
        case .tooFewCounted(let count, let received): "finished, but usage counts \(count) tokens of \(received) received"
        case .tooManyCounted(let count, let limit): "finished with \(count) tokens, where at most \(limit) were asked for"
        }
    }

    /// What was received cannot be the answer, whatever its end was.
    package var spoilsText: Bool {
        if case .restarted = self { true } else { false }
    }
}

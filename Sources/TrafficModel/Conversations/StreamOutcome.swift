import ClusterModel

/// What became of a request. Every request ends in exactly one of the last five.
package enum StreamOutcome: Sendable, Equatable, Codable {
    /// No token yet.
    case waiting
    case streaming
    /// A finish_reason arrived.
    case complete(reason: String)
    /// The connection ended, cleanly or not, without one.
    case truncated(String)
    /// An HTTP status, an error event in the stream, or no answer.
    case error(String)
    /// Open, and silent for longer than the stall limit; where its pod was asked to stop, for about a second.
    case stalled(after: Duration, isStopping: Bool = false)
    case cancelled

    package var isFinal: Bool {
        switch self {
        case .waiting, .streaming: false
        case .complete, .truncated, .error, .stalled, .cancelled: true
        }
    }

    package var isTruncated: Bool { if case .truncated = self { true } else { false } }

    /// The client lost its answer.
    package var isBreak: Bool {
        switch self {
        case .truncated, .error, .stalled: true
        case .waiting, .streaming, .complete, .cancelled: false
        }
    }

    /// The one word of the failover model.
    package var word: String {
        switch self {
        case .waiting: "waiting"
        case .streaming: "streaming"
        case .complete: "complete"
        case .truncated: "truncated"
        case .error: "error"
        case .stalled: "stalled"
        case .cancelled: "cancelled"
        }
    }

    package var isComplete: Bool {
        if case .complete = self { true } else { false }
    }

    /// The word and its reason.
    package var sentence: String {
        switch self {
        case .truncated(let reason), .error(let reason): "\(word): \(reason)"
        case .stalled(let after, false): "stalled: silent for \(after.seconds.asCount) s"
        case .stalled(let after, true): "stalled: its engine, asked to stop, left it open and silent for \(after.inWords)"
        case .complete(let reason): "complete (\(reason))"
        case .waiting, .streaming, .cancelled: word
        }
    }
}

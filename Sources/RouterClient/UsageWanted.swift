import Synchronization

/// How often a server is asked for its own count of tokens. Some refuse what they do not know, and are asked for less then.
enum UsageWanted: Sendable {
    /// `stream_options` with `include_usage` and `continuous_usage_stats`.
    case always
    /// `include_usage` alone.
    case atTheEnd
    /// No `stream_options`.
    case never

    /// What to ask for after such a refusal; nil where it is about something else.
    func less(after refusal: String) -> UsageWanted? {
        switch self {
        case .always where refusal.contains("continuous_usage_stats"): .atTheEnd
        case .always, .atTheEnd: refusal.contains("stream_options") || refusal.contains("include_usage") ? .never : nil
        case .never: nil
        }
    }
}

/// What servers were found to accept, by their address.
final class UsageMemory: Sendable {
    private let known = Mutex<[String: UsageWanted]>([:])

    subscript(_ base: String) -> UsageWanted {
        get { known.withLock { $0[base] ?? .always } }
        set { known.withLock { $0[base] = newValue } }
    }
}

import Synchronization

/// What a server is asked for beside the answer. Some refuse what they do not know, and are asked for less then.
struct Extras: Sendable {
    /// How often it is to tell its own count of tokens.
    enum Usage: Sendable {
        /// `stream_options` with `include_usage` and `continuous_usage_stats`.
        case always
        /// `include_usage` alone.
        case atTheEnd
        /// No `stream_options`.
        case never
    }

    var usage = Usage.always
    /// `return_token_ids`, where a request wants them.
    var tokenIDs = true

    /// What to ask for after such a refusal; nil where it is about something else.
    func less(after refusal: String) -> Extras? {
        var less = self
        if tokenIDs, refusal.contains("return_token_ids") {
            less.tokenIDs = false
            return less
        }
        switch usage {
        case .always where refusal.contains("continuous_usage_stats"): less.usage = .atTheEnd
        case .always, .atTheEnd:
            guard refusal.contains("stream_options") || refusal.contains("include_usage") else { return nil }
            less.usage = .never
        case .never: return nil
        }
        return less
    }
}

/// What servers were found to accept, by their address.
final class ExtrasMemory: Sendable {
    private let known = Mutex<[String: Extras]>([:])

    subscript(_ base: String) -> Extras {
        get { known.withLock { $0[base] ?? Extras() } }
        set { known.withLock { $0[base] = newValue } }
    }
}

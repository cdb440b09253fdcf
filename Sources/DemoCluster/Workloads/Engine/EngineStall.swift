import Synchronization

/// The fault of an engine that goes silent in the middle of a long stream, its connections open. One engine at a time:
/// the others go on, and when a silent one has been restarted the next long stream finds its own.
final class EngineStall: Sendable {
    /// Tokens of a stream before the silence.
    let tokens: Int
    /// Only streams that ask for more tokens than this, so that short answers of other users go on.
    static let longStream = 64

    /// The silent pod's uid.
    private let holder = Mutex<String?>(nil)

    init(after tokens: Int) { self.tokens = tokens }

    /// True if the engine is to go silent now.
    func begins(at count: Int, of limit: Int, pod uid: String) -> Bool {
        guard count == tokens, limit > Self.longStream else { return false }
        return holder.withLock { holder in
            guard holder == nil else { return false }
            holder = uid
            return true
        }
    }

    /// The process of this pod is over.
    func end(pod uid: String) {
        holder.withLock { if $0 == uid { $0 = nil } }
    }
}

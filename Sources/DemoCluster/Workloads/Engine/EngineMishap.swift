import Synchronization

/// What befalls an engine in the middle of a long stream, without anybody's kill. One engine at a time: the others go on, and
/// when that one has been restarted the next long stream finds its own.
final class EngineMishap: Sendable {
    /// Tokens of a stream before it.
    let tokens: Int
    let fault: PodFault
    /// Only streams that ask for more tokens than this, so that short answers of other users go on.
    static let longStream = 64

    /// The uid of the pod that it has befallen.
    private let holder = Mutex<String?>(nil)

    init(_ fault: PodFault = .stall, after tokens: Int) {
        self.fault = fault
        self.tokens = tokens
    }

    /// True if it is to happen now.
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

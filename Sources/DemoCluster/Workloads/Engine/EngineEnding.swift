import Synchronization

/// What an engine does with its streams when it takes SIGTERM.
enum EngineEnding: String, Sendable, CaseIterable {
    /// One of the next three. vLLM 0.32 does not drain by default: its two processes race, and which one wins decides.
    case asMeasured = "as-measured"
    /// The streams stay open and silent, and the process waits for its clients to hang up.
    case hangs = "hang"
    /// An error event, `[DONE]` and a proper end.
    case errorEvent = "error-event"
    /// `finish_reason: "abort"`, usage, `[DONE]` and a proper end.
    case aborts = "abort"
    /// Closes all sockets at once.
    case closesSockets = "close"
    /// Stops listening and ends when the last stream has.
    case drains = "drain"

    /// How one death in twelve measured ones ended: 8 hung, 3 ended by an error event, 1 aborted.
    static func measured(_ number: Int) -> EngineEnding {
        switch number % 12 {
        case 0..<8: .hangs
        case 8..<11: .errorEvent
        default: .aborts
        }
    }
}

/// Deals the endings of a cluster's engines, by its seed: the first is the commonest, so that who sees one death sees that one.
final class EndingDraw: Sendable {
    private let ending: EngineEnding
    private let random: NameGenerator
    private let hasDealt = Mutex(false)

    init(_ ending: EngineEnding, seed: UInt64) {
        self.ending = ending
        random = NameGenerator(seed: Hash.mix(seed))
    }

    func next() -> EngineEnding {
        guard ending == .asMeasured else { return ending }
        let isFirst = hasDealt.withLock { dealt in
            defer { dealt = true }
            return !dealt
        }
        return isFirst ? .hangs : .measured(random.number(below: 12))
    }
}

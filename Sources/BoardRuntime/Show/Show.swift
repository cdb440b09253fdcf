import FailoverModel
import TerminalCanvas

/// A story that plays itself: acts of captions, waits and key presses, in their order.
public struct Show: Sendable, Equatable {
    public enum Cue: Sendable, Equatable {
        /// nil takes the caption away.
        case say(String?)
        /// Time to read or to look; with `--step` the presenter's key ends it.
        case rest(Duration)
        /// A story stops where it does not come true within the time: it must not tell what is not so.
        case wait(Condition, within: Duration = Show.patience)
        /// As an operator presses it: what it does depends on what is open.
        case press(KeyPress)
    }

    public struct Act: Sendable, Equatable {
        public var name: String
        /// For the speaker alone.
        public var notes: String
        /// A fresh cluster to begin with; nil goes on with the one that is there.
        public var stage: Stage?
        public var cues: [Cue]

        public init(name: String, notes: String = "", stage: Stage? = nil, cues: [Cue]) {
            self.name = name
            self.notes = notes
            self.stage = stage
            self.cues = cues
        }
    }

    /// What the embedded cluster of an act is like.
    public struct Stage: Sendable, Equatable {
        public var scenario: String?
        public var resumesInRouter: Bool

        public init(scenario: String? = nil, resumesInRouter: Bool = false) {
            self.scenario = scenario
            self.resumesInRouter = resumesInRouter
        }
    }

    /// Acts on one cluster.
    public struct Part: Sendable, Equatable {
        public var stage: Stage
        /// Indices into `acts`.
        public var acts: Range<Int>
    }

    public var title: String
    public var acts: [Act]

    public init(title: String, acts: [Act]) {
        self.title = title
        self.acts = acts
    }

    /// The acts by the clusters they are played on.
    public var parts: [Part] {
        acts.indices.reduce(into: []) { parts, index in
            if let stage = acts[index].stage ?? (index == 0 ? Stage() : nil) {
                parts.append(Part(stage: stage, acts: index..<index + 1))
            } else if let last = parts.indices.last {
                parts[last].acts = parts[last].acts.lowerBound..<index + 1
            }
        }
    }

    /// How long it waits where the script does not say.
    public static let patience = Duration.seconds(60)
}

import FailoverModel
import TerminalCanvas

/// A story that plays itself: acts of captions, waits and key presses, in their order.
package struct Show: Sendable, Equatable {
    package enum Cue: Sendable, Equatable {
        /// nil takes the caption away.
        case say(String?)
        /// Time to read or to look; with `--step` the presenter's key ends it.
        case rest(Duration)
        /// A story stops where it does not come true within the time: it must not tell what is not so.
        case wait(Condition, within: Duration = Show.patience)
        /// As an operator presses it: what it does depends on what is open.
        case press(KeyPress)
    }

    package struct Act: Sendable, Equatable {
        package var name: String
        /// For the speaker alone.
        package var notes: String
        /// A fresh cluster to begin with; nil goes on with the one that is there.
        package var stage: Stage?
        package var cues: [Cue]

        package init(name: String, notes: String = "", stage: Stage? = nil, cues: [Cue]) {
            self.name = name
            self.notes = notes
            self.stage = stage
            self.cues = cues
        }
    }

    /// What the embedded cluster of an act is like.
    package struct Stage: Sendable, Equatable {
        package var scenario: String?
        package var resumesInRouter: Bool

        package init(scenario: String? = nil, resumesInRouter: Bool = false) {
            self.scenario = scenario
            self.resumesInRouter = resumesInRouter
        }
    }

    /// Acts on one cluster.
    package struct Part: Sendable, Equatable {
        package var stage: Stage
        /// Indices into `acts`.
        package var acts: Range<Int>
    }

    package var title: String
    package var acts: [Act]

    package init(title: String, acts: [Act]) {
        self.title = title
        self.acts = acts
    }

    /// The acts by the clusters they are played on.
    package var parts: [Part] {
        acts.indices.reduce(into: []) { parts, index in
            if let stage = acts[index].stage ?? (index == 0 ? Stage() : nil) {
                parts.append(Part(stage: stage, acts: index..<index + 1))
            } else if let last = parts.indices.last {
                parts[last].acts = parts[last].acts.lowerBound..<index + 1
            }
        }
    }

    /// How long it waits where the script does not say.
    package static let patience = Duration.seconds(60)
}

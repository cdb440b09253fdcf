/// How far a show is, for the speaker's own screen. Written by the show, read by `failtop notes`.
package struct ShowProgress: Sendable, Equatable, Codable {
    package struct Act: Sendable, Equatable, Codable {
        package var name: String
        package var notes: String

        package init(name: String, notes: String) {
            self.name = name
            self.notes = notes
        }
    }

    /// What keeps the story from going on.
    package enum Halt: Sendable, Equatable, Codable {
        /// A pause that the presenter's key ends.
        case resting
        /// A cue could not be played, and why not.
        case stopped(String)
    }

    /// The process that plays it.
    package var process: Int32
    package var title: String
    package var acts: [Act]
    /// Index into `acts`.
    package var act: Int
    /// nil while it plays.
    package var halt: Halt?
    /// What the story presses and says next; nil where nothing more comes.
    package var nextKey: String? = nil
    package var nextCaption: String? = nil
    /// Unix times in seconds.
    package var startedAt: Double
    package var actStartedAt: Double

    package init(process: Int32, title: String, acts: [Act], act: Int = 0, halt: Halt? = nil, startedAt: Double, actStartedAt: Double) {
        self.process = process
        self.title = title
        self.acts = acts
        self.act = act
        self.halt = halt
        self.startedAt = startedAt
        self.actStartedAt = actStartedAt
    }

    package var current: Act? { acts.indices.contains(act) ? acts[act] : nil }
    package var next: Act? { acts.indices.contains(act + 1) ? acts[act + 1] : nil }
}

/// How far a show is, for the speaker's own screen. Written by the show, read by `failtop notes`.
public struct ShowProgress: Sendable, Equatable, Codable {
    public struct Act: Sendable, Equatable, Codable {
        public var name: String
        public var notes: String

        public init(name: String, notes: String) {
            self.name = name
            self.notes = notes
        }
    }

    /// What keeps the story from going on.
    public enum Halt: Sendable, Equatable, Codable {
        /// A pause that the presenter's key ends.
        case resting
        /// A cue could not be played, and why not.
        case stopped(String)
    }

    /// The process that plays it.
    public var process: Int32
    public var title: String
    public var acts: [Act]
    /// Index into `acts`.
    public var act: Int
    /// nil while it plays.
    public var halt: Halt?
    /// Unix times in seconds.
    public var startedAt: Double
    public var actStartedAt: Double

    public init(process: Int32, title: String, acts: [Act], act: Int = 0, halt: Halt? = nil, startedAt: Double, actStartedAt: Double) {
        self.process = process
        self.title = title
        self.acts = acts
        self.act = act
        self.halt = halt
        self.startedAt = startedAt
        self.actStartedAt = actStartedAt
    }

    public var current: Act? { acts.indices.contains(act) ? acts[act] : nil }
    public var next: Act? { acts.indices.contains(act + 1) ? acts[act + 1] : nil }
}

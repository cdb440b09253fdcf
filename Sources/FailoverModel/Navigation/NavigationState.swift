/// What the operator looks at and has asked for.
public struct NavigationState: Sendable, Equatable {
    public var focus: Pane = .pods
    /// The pane that fills the screen.
    public var zoomed: Pane? = nil
    /// First visible row of each pane; panes clamp it. In the stream pane it counts rows up from the end.
    public var scroll: [Pane: Int] = [:]
    /// Selected row of a list pane.
    public var selection: [Pane: Int] = [:]
    /// Rows of pods and sessions that do not contain this text are hidden.
    public var filter: String = ""
    public var dialog: Dialog? = nil
    /// Whether the picture is the present.
    public var picture: Picture = .live
    /// Nobody has pressed a key yet, nor on an earlier board.
    public var isNew = false
    /// The picture is large, for a room.
    public var isPresenting = false
    /// What is older is not on the picture: the operator started over.
    public var since: Moment? = nil
    /// The latest things the operator asked for by a key, oldest first; bounded.
    public var trail: [KeyStep] = []
    /// From when on the question that stands takes answers; nil where none does.
    public var answersFrom: Moment? = nil
    /// The question that stands, as it was put last.
    var question: Question? = nil
    public var armed: Armed = .disarmed
    public var notice: Notice? = nil
    /// What the story's teller says.
    public var caption: String? = nil
    /// How often the presenter asked the story to go on.
    public var cuesTaken = 0
    /// How often the picture was moved on by one event: the same key while it is held.
    public var stepsTaken = 0
    /// Index of the incident shown; nil follows the newest.
    public var incident: Int? = nil

    public init(
        focus: Pane = .pods, zoomed: Pane? = nil, scroll: [Pane: Int] = [:], selection: [Pane: Int] = [:],
        filter: String = "", dialog: Dialog? = nil, armed: Armed = .disarmed, notice: Notice? = nil,
        incident: Int? = nil
    ) {
        self.focus = focus
        self.zoomed = zoomed
        self.scroll = scroll
        self.selection = selection
        self.filter = filter
        self.dialog = dialog
        self.armed = armed
        self.notice = notice
        self.incident = incident
    }
}

/// Whether kills are possible now.
public enum Armed: Sendable, Equatable {
    case readOnly
    case disarmed
    /// `until` is nil on the embedded cluster, where arming lasts.
    case armed(until: Moment?)
}

/// A line for the operator above the footer, until something else happens.
public struct Notice: Sendable, Equatable {
    public var text: String
    public var isError: Bool
    public var at: Moment

    public init(text: String, isError: Bool, at: Moment) {
        self.text = text
        self.isError = isError
        self.at = at
    }
}

/// What lies over the panes and takes the keys.
public enum Dialog: Sendable, Equatable {
    case help(scroll: Int)
    /// The filter line, being typed.
    case filter(text: String)
    case confirmKill(KillProposal)
    /// Choose an engine and a kind.
    case chooseKill(pod: PodIdentity, kind: KillKind)
    case details(Pane, scroll: Int)
    case diagnosis(scroll: Int)
    /// The list of incidents, one of them chosen (index into `IncidentsState.all`).
    case incidents(index: Int)
    /// The lesson's task, and at its end the debrief.
    case lesson(scroll: Int)
    /// Choose a fault for an engine.
    case faults(pod: PodIdentity, kind: FaultKind)
}

/// A kill that waits for its confirmation. Bound to the pod that was shown, whatever changes meanwhile.
public struct KillProposal: Sendable, Equatable {
    public var order: KillOrder
    public var letter: String
    /// Why the pod's name must be typed, as of now; nil where `y` is enough.
    public var typing: TypingReason? = nil
    /// What has been typed.
    public var typed: String = ""
    /// What the API server would do; nil until it has said so.
    public var preview: KillPreview? = nil

    public init(order: KillOrder, letter: String, typing: TypingReason? = nil, typed: String = "") {
        self.order = order
        self.letter = letter
        self.typing = typing
        self.typed = typed
    }

    public var isSatisfied: Bool { typing == nil || typed == order.pod.name }
}

/// Why `y` is not enough.
public enum TypingReason: String, Sendable, Codable {
    case lastReadyEngine = "it is the last ready engine"
    case stalePicture = "the picture is stale"
    case staleRouter = "the router is not live"
    case protected = "it is protected by the configuration"
    case openIncident = "an incident is open"
    case guessedPod = "the pod is only a guess"
    case unsettledKill = "it is not known what came of the kill before"
    case begun = "you began to type it"
}

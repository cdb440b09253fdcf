import ClusterModel
import IncidentModel

/// What the operator looks at and has asked for.
package struct NavigationState: Sendable, Equatable {
    package internal(set) var focus: Pane = .pods
    /// The pane that fills the screen.
    package internal(set) var zoomed: Pane? = nil
    /// First visible row of each pane; panes clamp it. In the stream pane it counts rows up from the end.
    package internal(set) var scroll: [Pane: Int] = [:]
    /// Selected row of a list pane.
    package internal(set) var selection: [Pane: Int] = [:]
    /// Rows of pods and sessions that do not contain this text are hidden.
    package internal(set) var filter: String = ""
    package internal(set) var dialog: Dialog? = nil
    /// Whether the picture is the present.
    package internal(set) var picture: Picture = .live
    /// Nobody has pressed a key yet, nor on an earlier board.
    package internal(set) var isNew = false
    /// The picture is large, for a room.
    package internal(set) var isPresenting = false
    /// What is older is not on the picture: the operator started over.
    package internal(set) var since: Moment? = nil
    /// The latest things the operator asked for by a key, oldest first; bounded.
    package internal(set) var trail: [KeyStep] = []
    /// From when on the question that stands takes answers; nil where none does.
    package internal(set) var answersFrom: Moment? = nil
    /// The question that stands, as it was put last.
    var question: Question? = nil
    package internal(set) var armed: Armed = .disarmed
    package internal(set) var notice: Notice? = nil
    /// What the story's teller says.
    package internal(set) var caption: String? = nil
    /// How often the presenter asked the story to go on.
    package internal(set) var cuesTaken = 0
    /// How often the picture was moved on by one event: the same key while it is held.
    package internal(set) var stepsTaken = 0
    /// Index of the incident shown; nil follows the newest.
    package internal(set) var incident: Int? = nil

    package init(
        focus: Pane = .pods, zoomed: Pane? = nil, scroll: [Pane: Int] = [:], selection: [Pane: Int] = [:],
        filter: String = "", dialog: Dialog? = nil, armed: Armed = .disarmed, notice: Notice? = nil,
        incident: Int? = nil, isPresenting: Bool = false
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
        self.isPresenting = isPresenting
    }
}

/// Whether kills are possible now.
package enum Armed: Sendable, Equatable {
    case readOnly
    case disarmed
    /// `until` is nil on the embedded cluster, where arming lasts.
    case armed(until: Moment?)
}

/// A line for the operator above the footer, until something else happens.
package struct Notice: Sendable, Equatable {
    package var text: String
    package var isError: Bool
    package var at: Moment

    package init(text: String, isError: Bool, at: Moment) {
        self.text = text
        self.isError = isError
        self.at = at
    }
}

/// What lies over the panes and takes the keys.
package enum Dialog: Sendable, Equatable {
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
package struct KillProposal: Sendable, Equatable {
    package var order: KillOrder
    package var letter: String
    /// Why the pod's name must be typed, as of now; nil where `y` is enough.
    package var typing: TypingReason? = nil
    /// What has been typed.
    package var typed: String = ""
    /// What the API server would do; nil until it has said so.
    package var preview: KillPreview? = nil

    package init(order: KillOrder, letter: String, typing: TypingReason? = nil, typed: String = "") {
        self.order = order
        self.letter = letter
        self.typing = typing
        self.typed = typed
    }

    package var isSatisfied: Bool { typing == nil || typed == order.pod.name }
}

/// Why `y` is not enough.
package enum TypingReason: String, Sendable, Codable {
    case lastReadyEngine = "it is the last ready engine"
    case stalePicture = "the picture is stale"
    case staleRouter = "the router is not live"
    case protected = "it is protected by the configuration"
    case openIncident = "an incident is open"
    case guessedPod = "the pod is only a guess"
    case unsettledKill = "it is not known what came of the kill before"
    case begun = "you began to type it"
}

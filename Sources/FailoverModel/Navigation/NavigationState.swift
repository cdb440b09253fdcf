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
    /// nil: in the order of the letters.
    package internal(set) var podSort: PodSort? = nil
    /// Uids as last sorted, and when that was.
    var podOrder: [String] = []
    var podsSortedAt: Moment? = nil
    /// Live, or where playback is.
    package internal(set) var position: PlaybackPosition = .live
    /// Nobody has pressed a key yet, nor on an earlier board.
    package internal(set) var isNew = false
    /// The presenter view: large, for a room.
    package internal(set) var isPresenting = false
    /// What is older is not shown: the operator started over.
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
    /// How often playback was stepped by one event: the same key while it is paused.
    package internal(set) var stepsTaken = 0
    /// Incidents of earlier runs, of whatever cluster, newest first.
    var past: [PastIncident] = []
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

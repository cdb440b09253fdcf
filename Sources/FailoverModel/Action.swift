/// What the operator can ask for. The keymap in `Panes` says which key asks for which.
package enum Action: Sendable, Equatable, Codable {
    case quit
    case interrupt
    case suspend
    case redraw
    case help
    case focusNext
    case focusPrevious
    /// One pane full screen; again to go back.
    case zoom(Pane)
    /// The pane in focus full screen; again to go back.
    case zoomFocused
    case move(Motion)
    /// A pane, and a row of its list.
    case select(Pane, row: Int?)
    /// The operator has not been here before.
    case welcome
    case filter
    case details
    /// The log of the selected pod's container.
    case podLog
    /// That of the run before, or of the present one.
    case previousLog
    /// To the line of the log before the fault.
    case faultLine
    /// All that is known of the selected pod, its events in order.
    case describe
    /// By the next column.
    case sortPods
    /// What is wrong, or may go wrong.
    case diagnosis
    /// Send the watched session's request; while it streams, that of a further session.
    case send
    /// Which answers are shown beside each other.
    case answers
    /// End the chosen answer.
    case cancelAnswer
    /// Kill the active pod, after confirmation.
    case killActive
    /// Choose the pod and the kind of kill first.
    case killChosen
    /// The fault menu of the embedded cluster.
    case faults
    case toggleArmed
    /// Pause while facts arrive; paused, back to live.
    case pause
    /// Back to live.
    case live
    /// One event on, or back.
    case step
    case stepBack
    /// So many seconds on; negative is back.
    case seek(seconds: Int)
    /// To the mark before, or the next one.
    case previousMark
    case nextMark
    /// Play slower, or faster.
    case slower
    case faster
    /// Large, for a room.
    case present
    /// Start over with an empty board.
    case startOver
    /// A recording in place of the run.
    case fallBack
    /// On with the story that plays itself.
    case nextCue
    /// The sheet of the lesson.
    case lesson
    /// The next hint.
    case hint
    /// An answer of the sheet by its number, from 1.
    case choose(Int)
    /// The list of incidents.
    case incidents
    /// The incident's summary into the terminal's clipboard.
    case copy
    case previousIncident
    case nextIncident
    /// Answers to a dialog.
    case confirm
    case dismiss
    case type(String)
    case erase
    /// Step through the choices of a dialog (the kind of kill).
    case nextChoice
}

/// A step through a list or a text.
package enum Motion: String, Sendable, Codable {
    case up, down, pageUp, pageDown, home, end
}

/// The four panes, by their numbers on the screen.
package enum Pane: Int, Sendable, Codable, CaseIterable {
    case pods = 1
    case sessions = 2
    case stream = 3
    case failover = 4
}

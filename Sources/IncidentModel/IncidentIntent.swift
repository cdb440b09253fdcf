/// What the incidents' part wants done.
package enum IncidentIntent: Sendable, Equatable {
    /// Tell those who do not look at the board.
    case announce(IncidentAnnouncement)
    /// Write a closed one into the history.
    case keep(IncidentRecord)
    /// Something for the operator to read.
    case notice(String)
}

/// What the incidents' part wants done.
package enum IncidentIntent: Sendable, Equatable {
    /// Tell those who do not look at the board.
    case announce(IncidentAnnouncement)
    /// Something for the operator to read.
    case notice(String)
}

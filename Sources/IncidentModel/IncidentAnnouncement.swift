/// News of an incident, for those who do not look at the board. As JSON it is what `--notify` hands on; field names are
/// part of the interface.
package struct IncidentAnnouncement: Sendable, Equatable, Codable {
    package enum Happening: String, Sendable, Codable {
        case opened, closed
    }

    /// Of this format.
    package var schema = 1
    package var event: Happening
    package var context: String?
    package var namespace: String?
    package var incident: IncidentLine

    package init(event: Happening, context: String?, namespace: String?, incident: IncidentLine) {
        self.event = event
        self.context = context
        self.namespace = namespace
        self.incident = incident
    }
}

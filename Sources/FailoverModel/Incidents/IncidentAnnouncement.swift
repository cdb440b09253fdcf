/// News of an incident, for those who do not look at the board. As JSON it is what `--notify` hands on; field names are
/// part of the interface.
public struct IncidentAnnouncement: Sendable, Equatable, Codable {
    public enum Happening: String, Sendable, Codable {
        case opened, closed
    }

    /// Of this format.
    public var schema = 1
    public var event: Happening
    public var context: String?
    public var namespace: String?
    public var incident: BoardReport.IncidentLine

    public init(event: Happening, context: String?, namespace: String?, incident: BoardReport.IncidentLine) {
        self.event = event
        self.context = context
        self.namespace = namespace
        self.incident = incident
    }
}

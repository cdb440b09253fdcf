/// The configuration of a gateway in front of the demo's engines, as its users write it.
protocol GatewayFiles: Sendable {
    /// The pod's address.
    var address: String { get }
    /// Where the files lie.
    var folder: String { get }
    /// Whether it reads its files anew only when it is told.
    var wantsReload: Bool { get }

    /// Name and text. Files whose text stays the same are not written again.
    func files(for engines: [GatewayEngine]) -> [String: String]
}

extension GatewayFiles {
    /// A path in the folder, which may have any name, in quotes that nginx and YAML read alike.
    func quoted(_ name: String) -> String { JSONText.quote("\(folder)/\(name)") }
}

/// What all of them do alike.
enum Gateway {
    static let port = 8000
    /// Answered by the gateway itself, also where no engine is left.
    static let readyPath = "/ready"
    /// Hashed, so that a session stays on its engine.
    static let sessionHeader = "x-user-id"
    static let requestHeader = "x-request-id"
}

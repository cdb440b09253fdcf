/// `--router`.
package enum RouterChoice: Sendable, Equatable, Codable {
    /// By the production stack's labels, then by name.
    case automatic
    case service(name: String, port: String?)
    case url(String)
}

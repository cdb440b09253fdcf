/// `--router`.
package enum RouterChoice: Sendable, Equatable, Codable {
    /// By the production stack's labels, then by name.
    case automatic
    /// `tls` is nil where the service is to say itself whether it speaks TLS.
    case service(name: String, port: String?, tls: Bool? = nil)
    case url(String)
}

/// `--router`.
package enum RouterChoice: Sendable, Equatable, Codable {
    /// By the production stack's labels, then by name.
    case automatic
    /// `tls` is nil where the service is to say itself whether it speaks TLS.
    case service(name: String, port: String?, tls: Bool? = nil)
    case url(String)
}

/// `--router-pod`, `--router-selector` and `--router-namespace`: whose log and arguments are those of the router that is asked.
package struct RouterPods: Sendable, Equatable, Codable {
    package var name: String?
    /// Labels, where no name is given.
    package var selector: [String: String]
    /// Another namespace than the engines'; only with a name, as only one namespace is watched.
    package var namespace: String?

    package init(name: String? = nil, selector: [String: String] = [:], namespace: String? = nil) {
        self.name = name
        self.selector = selector
        self.namespace = namespace
    }
}

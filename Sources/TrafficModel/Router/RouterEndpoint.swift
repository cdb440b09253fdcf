/// The way to the router that the board uses.
package enum RouterEndpoint: Sendable, Hashable, Codable {
    /// Through the API server's service proxy; the port by name or number. `tls`: the service speaks it, and the proxy must too.
    case service(namespace: String, name: String, port: String, tls: Bool = false)
    case url(String)

    /// The same asked with TLS; an URL is what it says.
    var withTLS: RouterEndpoint {
        guard case .service(let namespace, let name, let port, _) = self else { return self }
        return .service(namespace: namespace, name: name, port: port, tls: true)
    }

    /// As it is shown in the header.
    package var label: String {
        switch self {
        case .service(_, let name, _, _): name
        case .url(let url): url
        }
    }
}

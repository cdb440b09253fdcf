import ClusterModel

/// A service's port, to be reached by a port-forward.
package struct ForwardTarget: Sendable, Hashable, Codable {
    package var namespace: String
    package var service: String
    /// By name or number.
    package var port: String

    package init(namespace: String, service: String, port: String) {
        self.namespace = namespace
        self.service = service
        self.port = port
    }
}

/// The port-forward to the router, as its supervisor tells of it.
package struct RouterForward: Sendable, Equatable, Codable {
    package var state: SourceState
    /// On loopback; nil until kubectl told one. Restarted, it tries to have the same.
    package var port: Int?
    /// How often it was restarted.
    package var restarts: Int
    /// Why the last one ended.
    package var lastEnd: String?

    package init(state: SourceState = .connecting, port: Int? = nil, restarts: Int = 0, lastEnd: String? = nil) {
        self.state = state
        self.port = port
        self.restarts = restarts
        self.lastEnd = lastEnd
    }
}

/// `--via`: how a router service is reached.
package enum RouterAccess: String, Sendable, Codable, CaseIterable {
    /// The API server's service proxy.
    case proxy
    /// `kubectl port-forward`.
    case portForward = "port-forward"
}

extension RouterForward {
    /// A line for those who do not look at the board.
    package var news: String {
        let place = port.map { " on 127.0.0.1:\($0)" } ?? ""
        return "router port-forward \(state.word.lowercased())\(place)" + (state.reason.map { ": \($0)" } ?? "")
    }
}

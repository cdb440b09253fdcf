extension RouterState {
    /// Where the router is asked; nil while its port-forward is not up.
    package var address: RouterEndpoint? {
        guard let forward else { return endpoint }
        guard forward.state.isLive else { return nil }
        return forward.port.map { .url("http://127.0.0.1:\($0)") }
    }

    /// How it is reached, in words.
    package var access: String? {
        switch endpoint {
        case nil: nil
        case .url?: "URL"
        case .service?:
            forward == nil ? "service proxy of the API server" : "port-forward" + (forwardReason.map { ", \($0)" } ?? "")
        }
    }
}

extension SourceState {
    /// One word, as the header shows it.
    package var word: String {
        switch self {
        case .connecting: "CONNECTING"
        case .loading: "LOADING"
        case .live: "LIVE"
        case .stale: "STALE"
        case .forbidden: "FORBIDDEN"
        case .unreachable: "UNREACHABLE"
        }
    }

    /// Why it is not live; nil where it is.
    package var reason: String? {
        switch self {
        case .connecting, .loading, .live: nil
        case .stale(_, let reason), .forbidden(let reason), .unreachable(_, let reason): reason
        }
    }
}

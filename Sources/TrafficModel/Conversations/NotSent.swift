/// Why a request cannot be sent.
package enum NotSent: Error, Sendable, Equatable {
    case noRouter(String?)
    case noModel

    package var message: String {
        switch self {
        case .noRouter(let problem): problem ?? "no router found yet"
        case .noModel: "the router lists no model yet; name one with --model"
        }
    }
}

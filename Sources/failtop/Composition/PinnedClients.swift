import AsyncHTTPClient
import NIOSSL
import RouterClient
import Synchronization

/// The HTTP client for a router behind a private certificate authority, and the router in use.
final class PinnedClients: Sendable {
    private let state = Mutex(Contents())

    private struct Contents {
        var client: HTTPClient?
        var target: RouterTarget?
    }

    var target: RouterTarget? { state.withLock(\.target) }

    func remember(_ target: RouterTarget) {
        state.withLock { $0.target = target }
    }

    func client(trusting tls: TLSConfiguration) throws -> HTTPClient {
        state.withLock { contents in
            if let client = contents.client { return client }
            var configuration = HTTPClient.Configuration.router
            configuration.tlsConfiguration = tls
            let client = HTTPClient(configuration: configuration)
            contents.client = client
            return client
        }
    }

    func shutDown() async {
        try? await state.withLock { contents in contents.client.take() }?.shutdown()
    }
}

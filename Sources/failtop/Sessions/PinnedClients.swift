import AsyncHTTPClient
import NIOSSL
import RouterClient
import Synchronization

/// The HTTP client for a router behind a private certificate authority, and the router in use.
final class PinnedClients: Sendable {
    private let state = Mutex(Contents())

    private struct Contents {
        var client: HTTPClient?
        /// Polled now, the latest last: one that is let go may end after its successor began.
        var inUse: [(turn: Int, target: RouterTarget)] = []
        var turns = 0
    }

    /// The router in use; nil while none is polled: what held its address may be another's by now.
    var target: RouterTarget? { state.withLock { $0.inUse.last?.target } }

    /// The target is in use for as long as the work takes.
    func using(_ target: RouterTarget, _ work: @Sendable () async -> Void) async {
        let turn = state.withLock { contents in
            contents.turns += 1
            contents.inUse.append((contents.turns, target))
            return contents.turns
        }
        await work()
        state.withLock { contents in contents.inUse.removeAll { $0.turn == turn } }
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

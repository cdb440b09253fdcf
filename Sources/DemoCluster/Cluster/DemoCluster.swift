import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A Kubernetes cluster inside this process: an API server over TLS, the controllers, a kubelet that runs the given
/// workloads on loopback addresses, and a relay for the router service. Any Kubernetes client can use it.
///
/// Concurrency model: `run()` is one task group (API server, controllers, kubelet, relay). When it is cancelled or asked
/// to shut down gracefully, all of them end, the processes of all pods are killed and the temporary folder is removed.
package final class DemoCluster: Service {
    /// Where a running cluster is to be found.
    package struct Addresses: Sendable {
        /// A kubeconfig with credentials, mode 0600; gone when the cluster shuts down.
        package var kubeconfigPath: String
        /// `https://127.0.0.1:PORT`
        package var apiServerURL: String
        /// `http://127.0.0.1:PORT`, relayed to a ready router pod.
        package var routerURL: String
        package var namespace: String
        package var token: String
        package var caPEM: String
    }

    package let configuration: Configuration
    let store: ObjectStore
    private let engine: WorkloadFactory
    private let router: WorkloadFactory
    private let logger: Logger
    private let started: Announcement<Addresses>

    init(
        configuration: Configuration = Configuration(), engine: @escaping WorkloadFactory,
        router: @escaping WorkloadFactory, started: Announcement<Addresses> = Announcement(), historyLimit: Int = 2000
    ) {
        self.started = started
        self.configuration = configuration
        self.engine = engine
        self.router = router
        store = ObjectStore(historyLimit: historyLimit, clock: configuration.clock)
        var logger = Logger(label: "demo-cluster")
        logger.logLevel = .error
        self.logger = logger
    }

    /// Suspends until the API answers. Throws what went wrong if the cluster could not start.
    package func addresses() async throws -> Addresses { try await started.value() }

    package func run() async throws {
        do {
            _ = try await cancelWhenGracefulShutdown { try await self.serve() }
        } catch is CancellationError {
            started.fail(CancellationError())
        } catch {
            started.fail(error)
            throw error
        }
        started.fail(CancellationError())
    }

    private func serve() async throws {
        let addresses = try await AddressPool.claim(preferred: configuration.subnet, seed: configuration.seed)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.clientConfiguration)
        let components = ClusterComponents(
            store: store, configuration: configuration, addresses: addresses, client: client, engine: engine,
            router: router)
        InitialObjects(configuration: configuration, nodeAddress: { addresses.node($0) }).fill(store)
        let result: Result<Void, any Error>
        do {
            try await run(components)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await addresses.release()
        try? await client.shutdown()
        try result.get()
    }

    private func run(_ components: ClusterComponents) async throws {
        let authority = try CertificateAuthority()
        let token = Self.randomToken()
        let port = Announcement<Int>()
        let relay = try await ServiceRelay.listen(components.store, service: ObjectName("default", "vllm-router-service"))
        let routerURL = "http://127.0.0.1:\(relay.port)"
        let kubeconfig = try Kubeconfig()
        defer { kubeconfig.remove() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let connections = ConnectionTable()
            let listener = Announcement<any Channel>()
            let api = APIService(
                application: try application(
                    components, authority, token: token, port: port, listener: listener, connections: connections),
                connections: connections, listener: listener, logger: logger)
            group.addTask { try await api.run() }
            group.addTask { await components.controllers.run() }
            group.addTask { await components.kubelet.run() }
            group.addTask { await components.taintEviction.run() }
            group.addTask { await relay.run() }
            // Should the API server fail to start, its error ends the group before the port is known.
            group.addTask {
                let server = "https://127.0.0.1:\(try await port.value())"
                try kubeconfig.write(
                    server: server, caPEM: authority.caPEM, token: token, namespace: self.configuration.namespace)
                self.started.succeed(
                    Addresses(
                        kubeconfigPath: kubeconfig.path, apiServerURL: server, routerURL: routerURL,
                        namespace: self.configuration.namespace, token: token, caPEM: authority.caPEM))
            }
            // The first that fails ends the others: `waitForAll` would wait for those that never end.
            while try await group.next() != nil {}
        }
    }

    private func application(
        _ components: ClusterComponents, _ authority: CertificateAuthority, token: String, port: Announcement<Int>,
        listener: Announcement<any Channel>, connections: ConnectionTable
    ) throws -> Application<APIServer> {
        let address = SharedText("127.0.0.1:443")
        let clock = configuration.clock
        let server = APIServer(
            store: components.store, termination: components.termination, logs: components.logs, client: components.client,
            names: NameGenerator(seed: Hash.mix(configuration.seed)), token: token, access: configuration.access, address: { address.value })
        return Application(
            responder: server,
            server: try .tls(
                .http1(configuration: .init(additionalChannelHandlers: [
                    ConnectionHandler(table: connections), ResponseDate.Installer(clock),
                ])),
                tlsConfiguration: authority.tlsConfiguration()),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                listener.succeed(channel)
                let number = channel.localAddress?.port ?? 0
                address.set("127.0.0.1:\(number)")
                port.succeed(number)
            },
            logger: logger)
    }

    private static func randomToken() -> String {
        (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
    }

    private static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // A refused connection is the answer, not a reason to wait.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

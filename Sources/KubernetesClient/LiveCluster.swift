import AsyncHTTPClient
import FailoverModel
import Foundation
import Logging
import NIOCore

/// All that runs against one cluster: the kubectl process where there is one, a watch per kind, a look at the version and
/// at what this user may do.
struct LiveCluster: Sendable {
    let access: ClusterAccess
    let transport: APITransport
    let run: RunContext
    private let proxy: KubectlProxy?

    init(access: ClusterAccess, http: HTTPClient, run: RunContext, folder: ProxyFolder) throws(ConnectionError) {
        self.access = access
        self.run = run
        switch access {
        case .kubectl(let options):
            let health = ProxyHealth()
            proxy = KubectlProxy(options: options, folder: folder, health: health, run: run)
            transport = APITransport(
                connection: try APIConnection(.unixSocket(path: folder.socket)), http: http,
                explain: { health.explain($0) })
        case .direct(let url, let token, let caPEM, _, _):
            proxy = nil
            transport = APITransport(
                connection: try APIConnection(.direct(url: url, token: token, caPEM: caPEM)), http: http)
        }
    }

    func untilCancelled(_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws {
        let identity = try await KubernetesClient.identity(access)
        let namespace = identity.namespace
        emit(.connected(identity))
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let proxy {
                group.addTask { try await proxy.untilCancelled() }
                try await proxy.waitUntilUp()
            }
            group.addTask { try await follow(.pods, namespace, emit) }
            group.addTask { try await follow(.deployments, namespace, emit) }
            group.addTask { try await follow(.services, namespace, emit) }
            group.addTask { try await follow(.endpointSlices, namespace, emit) }
            group.addTask { try await follow(.clusterEvents, namespace, emit) }
            group.addTask { try await follow(.disruptionBudgets, namespace, emit) }
            group.addTask {
                try await tellVersion(of: identity, emit)
                // Asked of a server that answers: one that does not would only say so eighteen times.
                let survey = AccessSurvey(namespace: namespace, transport: transport)
                emit(.access(try await survey.reviews()))
            }
            // No watch ends by itself, save by an error that makes going on useless.
            try await group.waitForAll()
        }
    }

    private func follow<Item>(
        _ kind: WatchedKind<Item>, _ namespace: String, _ emit: @escaping @Sendable (KubernetesFact) -> Void
    ) async throws {
        try await WatchDriver(kind, namespace: namespace, transport: transport, run: run).untilCancelled(emit)
    }

    /// The server's version, once it answers.
    private func tellVersion(
        of identity: ClusterIdentity, _ emit: @Sendable (KubernetesFact) -> Void
    ) async throws {
        struct Version: Decodable { var gitVersion: String? }
        var backoff = run.rules.backoff
        while true {
            do {
                let data = try await transport.data(
                    transport.connection.request(.GET, "/version"), within: .seconds(10))
                guard let version = try? JSONDecoder().decode(Version.self, from: data).gitVersion else { return }
                var known = identity
                known.version = version
                emit(.connected(known))
                return
            } catch let failure as RequestFailure {
                if failure.isForbidden || failure.status == 404 { return }
                try await run.clock.sleep(for: backoff.next(random: run.random()))
            }
        }
    }
}

import AsyncHTTPClient
import ClusterModel
import Logging

/// How the API server is reached.
package enum ClusterAccess: Sendable, Equatable {
    case kubectl(KubectlOptions)
    /// Without kubectl: the embedded cluster. `context` is what the header shows.
    case direct(url: String, token: String?, caPEM: String?, context: String, namespace: String)
}

extension KubernetesClient {
    /// A client of a real API server. Nothing is started before `run`, and nothing outlives it.
    ///
    /// `http` is set up with `httpConfiguration` and stays the caller's. `now` is the program's one clock,
    /// and waits are by `clock`. On `login` a credential plugin may ask a person until that is over.
    package static func live(
        _ access: ClusterAccess, http: HTTPClient, clock: any Clock<Duration> = ContinuousClock(), logger: Logger,
        login: LoginTerminal? = nil, now: @escaping @Sendable () -> Moment
    ) throws(ConnectionError) -> KubernetesClient {
        try live(access, http: http, context: RunContext(now: now, clock: clock, logger: logger), login: login)
    }

    static func live(
        _ access: ClusterAccess, http: HTTPClient, context: RunContext, folder: ProxyFolder = ProxyFolder(),
        login: LoginTerminal? = nil
    ) throws(ConnectionError) -> KubernetesClient {
        let live = try LiveCluster(access: access, http: http, run: context, folder: folder, login: login)
        return KubernetesClient(
            run: { try await live.untilCancelled($0) },
            selectPods: { live.selection.select($0) },
            kill: { await KillRequest(order: $0).carriedOut(over: live.transport) },
            previewKill: { await KillRequest(order: $0).previewed(over: live.transport) },
            makeFault: { await FaultRequest(order: $0).carriedOut(over: live.transport) },
            followLog: { target, onLine, onState in
                let follower = LogFollower(
                    target: target, transport: live.transport, run: live.run, onLine: onLine, onState: onState)
                await follower.untilGone()
            },
            readPodLog: { await PodLogReader(request: $0, transport: live.transport).read() },
            forwardPort: { target, health, report in await live.forwardPort(target, health, report) },
            serviceProxy: { live.transport.connection.serviceProxy(namespace: $0, name: $1, port: $2) },
            podProxy: { live.transport.connection.podProxy(namespace: $0, name: $1, port: $2) })
    }

    /// Which cluster would be watched: asks kubectl for its configuration and version, contacts no cluster.
    package static func identity(_ access: ClusterAccess) async throws -> ClusterIdentity {
        try await identity(access, login: nil).identity
    }

    static func identity(
        _ access: ClusterAccess, login: LoginTerminal?
    ) async throws -> (identity: ClusterIdentity, config: KubectlConfig?) {
        switch access {
        case .kubectl(let options):
            async let version = KubectlVersion.read(options)
            let config = try await KubectlConfig.read(options, login: login)
            let identity = ClusterIdentity(
                context: config.context.isEmpty ? ServiceAccount.contextName : config.context, namespace: options.namespace ?? config.namespace,
                clientVersion: await version, user: config.user)
            return (identity, config)
        case .direct(_, _, _, let context, let namespace):
            return (ClusterIdentity(context: context, namespace: namespace), nil)
        }
    }
}

import AsyncHTTPClient
import ClusterModel
import TrafficModel

/// All that runs against one cluster: the kubectl process where there is one, a watch per kind, a heartbeat for all, and
/// once a look at what this user may do.
struct LiveCluster: Sendable {
    let access: ClusterAccess
    let transport: APITransport
    let run: RunContext
    private let proxy: KubectlProxy?
    let selection = PodSelection()
    private let heartbeat: Heartbeat
    private let login: LoginTerminal?
    private let pin = ContextPin()

    init(
        access: ClusterAccess, http: HTTPClient, run: RunContext, folder: ProxyFolder, login: LoginTerminal? = nil
    ) throws(ConnectionError) {
        self.access = access
        self.login = login
        self.run = run
        switch access {
        case .kubectl(let options):
            let health = ProxyHealth()
            proxy = KubectlProxy(options: options, folder: folder, health: health, run: run, pin: pin)
            transport = APITransport(
                connection: try APIConnection(.unixSocket(path: folder.socket)), http: http,
                explain: { health.explain($0) })
        case .direct(let url, let token, let caPEM, _, _):
            proxy = nil
            transport = APITransport(
                connection: try APIConnection(.direct(url: url, token: token, caPEM: caPEM)), http: http)
        }
        heartbeat = Heartbeat(transport: transport, run: run)
    }

    func untilCancelled(_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws {
        defer { login?.finish() }
        let (identity, config) = try await KubernetesClient.identity(access, login: login)
        let namespace = identity.namespace
        if let config { pin.pin(config.context) }
        emit(.connected(identity))
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let proxy {
                let login = config?.usesPlugin == true ? login : nil
                group.addTask { try await proxy.untilCancelled(login: login, heartbeat: heartbeat) }
                if let login {
                    group.addTask { try await Login(terminal: login, proxy: proxy, transport: transport, run: run).untilOver() }
                    // Either it is over, or the proxy throws that somebody broke it off.
                    try await group.next()
                } else {
                    try await proxy.waitUntilUp()
                }
            }
            login?.finish()
            group.addTask {
                let pods = PodFollower(
                    namespace: namespace, transport: transport, run: run, heartbeat: heartbeat, selection: selection)
                try await pods.untilCancelled(emit)
            }
            group.addTask { try await follow(.deployments, namespace, emit) }
            group.addTask { try await follow(.replicaSets, namespace, emit) }
            group.addTask { try await follow(.statefulSets, namespace, emit) }
            group.addTask { try await follow(.nodes, namespace, emit) }
            group.addTask { try await follow(.services, namespace, emit) }
            group.addTask { try await follow(.endpointSlices, namespace, emit) }
            group.addTask { try await follow(.clusterEvents, namespace, emit) }
            group.addTask { try await follow(.disruptionBudgets, namespace, emit) }
            group.addTask { try await surveyAccess(namespace, emit) }
            group.addTask {
                try await heartbeat.untilCancelled { news in
                    switch news {
                    case .version(let version):
                        var known = identity
                        known.version = version
                        emit(.connected(known))
                    case .clock(let time): emit(.clockRead(time))
                    }
                }
            }
            // None of them ends by itself, save by an error that makes going on useless.
            // The first that fails ends the others: `waitForAll` would wait for those that never end.
            while try await group.next() != nil {}
        }
    }

    /// Asks again while something was not answered, or was forbidden, which somebody may put right meanwhile.
    private func surveyAccess(_ namespace: String, _ emit: @Sendable (KubernetesFact) -> Void) async throws {
        let survey = AccessSurvey(namespace: namespace, transport: transport)
        var known: [AccessReview] = try await survey.reviews()
        emit(.access(known))
        while true {
            let open = known.indices.filter { known[$0].isAllowed != true }
            if open.isEmpty { return }
            try await run.clock.sleep(for: run.rules.forbiddenRetry)
            let before = known
            for (index, review) in zip(open, try await survey.reviews(of: open.map { AccessQuestion.all[$0] }))
            // What was answered once stays until it is answered otherwise.
            where review.isAllowed != nil { known[index] = review }
            if known != before { emit(.access(known)) }
        }
    }

    /// Until cancelled. Only kubectl makes port-forwards.
    func forwardPort(
        _ target: ForwardTarget, _ health: PortForwardHealth, _ tell: @escaping @Sendable (RouterForward) -> Void
    ) async {
        guard case .kubectl(let options) = access else {
            return tell(RouterForward(state: .unreachable(since: nil, reason: "a port-forward needs kubectl, and there is none")))
        }
        await PortForward(options: pin.pinned(options), target: target, health: health, run: run).untilCancelled(tell)
    }

    private func follow<Item>(
        _ kind: WatchedKind<Item>, _ namespace: String, _ emit: @escaping @Sendable (KubernetesFact) -> Void
    ) async throws {
        let driver = WatchDriver(
            kind, namespace: namespace, transport: transport, run: run, heartbeat: heartbeat)
        try await driver.untilCancelled(emit)
    }
}

import AsyncHTTPClient
import BoardRuntime
import ClusterModel
import Foundation
import KubernetesClient
import NIOSSL
import RouterClient
import TrafficModel
import WireFormats

/// Joins the clients to the board: each command to the client that can carry it out, each fact to the mailbox.
struct ClientHandlers: Sendable {
    let kubernetes: KubernetesClient
    let router: RouterClient
    /// For ways that need trust of their own: the embedded cluster's service proxy.
    let pinned: PinnedClients
    let author: KillAuthorship
    /// `--notify`
    let notify: NotifyCommand?
    /// nil where nothing is kept.
    var history: HistoryWriter? = nil
    /// Of a router of the operator's own.
    let logPatterns: [String]
    /// What the ids of this run's requests begin with.
    let requestPrefix: String
    /// The router's.
    let key: BearerKey?
    /// Whether the port-forward still leads somewhere.
    let forwardHealth = PortForwardHealth()

    var handlers: CommandHandlers {
        CommandHandlers(
            kill: { order, mailbox in
                mailbox.post(.kubernetes(.killRequested(order, author.now)))
                mailbox.post(.kubernetes(await kubernetes.kill(order)))
            },
            previewKill: { order, mailbox in mailbox.post(.kubernetes(await kubernetes.previewKill(order))) },
            announce: { news, mailbox in
                if let problem = await notify?.run(news) { mailbox.post(.notifyFailed(problem)) }
            },
            keep: { record in history?.keep(record) },
            makeFault: { order, mailbox in mailbox.post(.kubernetes(await kubernetes.makeFault(order))) },
            send: { request, mailbox in await send(request, mailbox) },
            connectRouter: { endpoint, dialect, mailbox in await poll(endpoint, dialect, mailbox) },
            forwardPort: { target, mailbox in
                await kubernetes.forwardPort(target, forwardHealth) { mailbox.post(.router(.forward($0))) }
            },
            followLog: { target, mailbox in await follow(target, mailbox) },
            readMetrics: { target, mailbox in await read(target, mailbox) },
            readPodLog: { request, mailbox in
                let answer = await kubernetes.readPodLog(request)
                mailbox.post(.podLogRead(request, key.map { answer.scrubbed(by: $0) } ?? answer))
            },
            selectPods: kubernetes.selectPods)
    }

    private func target(_ endpoint: RouterEndpoint) throws -> RouterTarget {
        switch endpoint {
        case .url(let url):
            // The router itself, or a port-forward to it; through the API server no key goes.
            return try RouterTarget(base: url, key: key)
        case .service(let namespace, let name, let port, let tls):
            return try target(kubernetes.serviceProxy(namespace, tls ? "https:\(name)" : name, port))
        }
    }

    private func target(_ base: APIConnection.Base) throws -> RouterTarget {
        try RouterTarget(
            base: base.url, headers: base.headers.map { (name: $0.name, value: $0.value) },
            http: try base.tlsConfiguration.map { try pinned.client(trusting: $0) })
    }

    private func read(_ subject: MetricsTarget, _ mailbox: Mailbox) async {
        let base = kubernetes.podProxy(subject.namespace, subject.pod.name, subject.port)
        guard let target = try? target(base) else { return }
        await router.readMetrics(of: subject, at: target) { mailbox.post(.router($0)) }
    }

    private func poll(_ endpoint: RouterEndpoint, _ dialect: RouterDialect?, _ mailbox: Mailbox) async {
        do {
            var target = try target(endpoint)
            target.dialect = dialect
            let asked = target
            await pinned.using(asked) {
                await router.poll(asked) { fact in
                    if case .health(let health) = fact { weigh(health, at: mailbox.clock.now) }
                    mailbox.post(.router(fact))
                }
            }
        } catch {
            for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
                mailbox.post(.router(.source(source, .unreachable(since: nil, reason: "\(error)"))))
            }
        }
    }

    private func weigh(_ health: RouterHealth, at now: Moment) {
        health.status == nil ? forwardHealth.failed(at: now) : forwardHealth.answered()
    }

    private func send(_ request: StreamRequest, _ mailbox: Mailbox) async {
        guard let target = pinned.target else {
            mailbox.post(.stream(.closed(request.id, .unreachable("there is no way to the router at present"))))
            return
        }
        let isProbe = OwnSession.isProbe(request.session)
        await router.stream(request, to: target) { fact in
            // A router too busy to tell of its health is still there while its tokens come.
            if fact.isAnswer { forwardHealth.answered() }
            // Nobody looks at the tokens of a probe, and each has its time.
            mailbox.post(.stream(fact), wakes: !(isProbe && fact.isProgress))
        }
    }

    /// Only for lines that name a request of ours or tell of a start; how the log fares is no matter of its own.
    private func followEngine(_ target: LogTarget, _ mailbox: Mailbox) async {
        await kubernetes.followLog(
            target,
            { line, loggedAt in
                if let start = EngineLog.start(in: line) {
                    let entry = EngineStartEntry(pod: target.pod, step: start.step.known, seconds: start.seconds)
                    return mailbox.post(.router(.engineStart(entry)))
                }
                // Other people's requests are none of our business.
                guard let id = EngineLog.request(in: line), id.hasPrefix(requestPrefix) else { return }
                mailbox.post(.router(.engineLog(EngineLogEntry(pod: target.pod, request: id, loggedAt: loggedAt))))
            },
            { _ in })
    }

    private func follow(_ target: LogTarget, _ mailbox: Mailbox) async {
        if target.isEngine { return await followEngine(target, mailbox) }
        let reader = LogReading(pod: target.pod.name, dialect: target.dialect, patterns: logPatterns)
        await kubernetes.followLog(
            target,
            { line, loggedAt in
                let line = key?.scrubbed(line) ?? line
                for entry in reader.read(line, loggedAt: loggedAt) { mailbox.post(.router(.log(entry))) }
            },
            { mailbox.post(.router(.logSource(pod: target.pod.name, $0))) })
    }
}

extension EngineLog.Step {
    fileprivate var known: EngineStartEntry.Step {
        switch self {
        case .weights: .weights
        case .engine: .engine
        case .graphs: .graphs
        }
    }
}

extension PodLogAnswer {
    /// The router's key is shown nowhere.
    fileprivate func scrubbed(by key: BearerKey) -> PodLogAnswer {
        guard case .lines(let lines) = self else { return self }
        return .lines(lines.map { PodLogLine(at: $0.at, text: key.scrubbed($0.text)) })
    }
}

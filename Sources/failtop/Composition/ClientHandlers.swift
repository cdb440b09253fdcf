import AsyncHTTPClient
import BoardRuntime
import FailoverModel
import Foundation
import KubernetesClient
import NIOSSL
import RouterClient

/// Joins the clients to the board: each command to the client that can carry it out, each fact to the mailbox.
struct ClientHandlers: Sendable {
    let kubernetes: KubernetesClient
    let router: RouterClient
    /// For ways that need trust of their own: the embedded cluster's service proxy.
    let pinned: PinnedClients

    var handlers: CommandHandlers {
        CommandHandlers(
            kill: { order, mailbox in mailbox.post(.kubernetes(await kubernetes.kill(order))) },
            send: { request, mailbox in await send(request, mailbox) },
            connectRouter: { endpoint, mailbox in await poll(endpoint, mailbox) },
            followLog: { target, mailbox in await follow(target, mailbox) },
            selectPods: kubernetes.selectPods)
    }

    private func target(_ endpoint: RouterEndpoint) throws -> RouterTarget {
        switch endpoint {
        case .url(let url):
            return try RouterTarget(base: url)
        case .service(let namespace, let name, let port):
            let base = kubernetes.serviceProxy(namespace, name, port)
            return try RouterTarget(
                base: base.url, headers: base.headers.map { (name: $0.name, value: $0.value) },
                http: try base.tlsConfiguration.map { try pinned.client(trusting: $0) })
        }
    }

    private func poll(_ endpoint: RouterEndpoint, _ mailbox: Mailbox) async {
        do {
            let target = try target(endpoint)
            pinned.remember(target)
            await router.poll(target) { mailbox.post(.router($0)) }
        } catch {
            for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
                mailbox.post(.router(.source(source, .unreachable(since: nil, reason: "\(error)"))))
            }
        }
    }

    private func send(_ request: StreamRequest, _ mailbox: Mailbox) async {
        guard let target = pinned.target else {
            mailbox.post(.stream(.closed(request.id, .unreachable("no way to the router is known yet"))))
            return
        }
        await router.stream(request, to: target) { mailbox.post(.stream($0)) }
    }

    private func follow(_ target: LogTarget, _ mailbox: Mailbox) async {
        let reader = LogReading(pod: target.pod.name)
        await kubernetes.followLog(
            target,
            { line, timestamp in
                for entry in reader.read(line, timestamp: timestamp) { mailbox.post(.router(.log(entry))) }
            },
            { mailbox.post(.router(.source(.routerLog, $0))) })
    }
}

import NIOCore
import NIOPosix

/// What kube-proxy is for the router service: a fixed loopback port, each of whose connections goes to a ready pod. An
/// orderly end and an abrupt one are passed on as what they are.
struct ServiceRelay: Sendable {
    private let channel: any Channel
    let port: Int

    static func listen(_ store: ObjectStore, service: ObjectName) async throws -> ServiceRelay {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { client in
                guard let address = endpoint(of: service, in: store) else { return client.resetAndClose() }
                return ClientBootstrap(group: client.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .channelOption(.allowRemoteHalfClosure, value: true)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .connectTimeout(.seconds(5))
                    .connect(to: address)
                    .flatMapThrowing { try RelayHandler.join(client, $0) }
                    .flatMapError { _ in client.resetAndClose() }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return ServiceRelay(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    /// Runs until cancelled.
    func run() async {
        await withTaskCancellationHandler {
            try? await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// A service without endpoints refuses connections; the nearest thing after an accept is a reset.
    private static func endpoint(of name: ObjectName, in store: ObjectStore) -> SocketAddress? {
        guard let service = store.get(.services, name),
            let pod = ServicePort.readyPods(behind: service, in: store).randomElement(),
            let port = service["spec", "ports"]?.array.first.flatMap({ ServicePort.targetPort(of: $0, in: pod) })
        else { return nil }
        return try? SocketAddress(ipAddress: pod.podIP, port: port)
    }
}

extension Channel {
    /// Closes with RST instead of FIN.
    func resetAndClose() -> EventLoopFuture<Void> {
        guard let socket = self as? any SocketOptionProvider else { return close().recover { _ in } }
        return socket.setSoLinger(.init(l_onoff: 1, l_linger: 0)).flatMap { self.close() }.recover { _ in }
    }
}

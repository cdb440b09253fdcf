import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Runs the API server and ends it in order: no new connections, then every open one is closed, then it returns.
///
/// Concurrency: the server is not cancelled with its parent. A cancelled server drops connections that it has just
/// accepted, and their channels stop the process when they find that nobody ever served them.
struct APIService: Sendable {
    let application: any Service
    let connections: ConnectionTable
    /// The listening socket, once there is one.
    let listener: Announcement<any Channel>
    let logger: Logger

    /// Until the task is cancelled, or the server fails.
    func run() async throws {
        let configuration = ServiceGroupConfiguration(services: [.init(service: application)], logger: logger)
        let group = ServiceGroup(configuration: configuration)
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let served = loop.makeFutureWithTask { try await group.run() }
        try await withTaskCancellationHandler {
            try await served.get()
        } onCancel: {
            _ = loop.makeFutureWithTask {
                if let channel = try? await listener.value() { await channel.stopAccepting() }
                await connections.closeAll()
                await group.triggerGracefulShutdown()
            }
        }
    }
}

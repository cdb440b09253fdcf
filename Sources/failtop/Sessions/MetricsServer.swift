import BoardRuntime
import FailoverModel
import Hummingbird
import Logging
import Reports
import TerminalCanvas

/// `GET /metrics` of one run. Anybody who reaches the address may read it: it names the cluster, pods' causes and no session.
struct MetricsServer: Sendable {
    let address: MetricsAddress
    let keeper: StateKeeper

    /// The content type of the text format.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Until cancelled.
    func run() async throws {
        let router = Router()
        router.get("/metrics") { _, _ in
            let text = await page()
            return Response(status: .ok, headers: [.contentType: Self.contentType], body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname(address.host, port: address.port), serverName: "failtop"),
            eventLoopGroupProvider: .singleton, logger: Logger(label: "failtop.metrics") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await application.run()
        } catch where !Task.isCancelled {
            throw Failure(
                .usage, "--metrics: \(address.host):\(address.port) cannot be served: \(Sanitiser.line("\(error)")). Name another port, or end what listens there (ss -ltnp)")
        }
    }

    @MainActor private func page() -> String {
        MetricsPage(keeper.state, version: Version.number, at: keeper.mailbox.clock.now).text
    }
}

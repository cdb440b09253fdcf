import AsyncHTTPClient
import Crypto
import Foundation
import Hummingbird
import NIOCore

/// The session router of the embedded cluster: the production stack's Python router as it was measured, log, metrics and
/// leaks included.
///
/// Concurrency model: `ProcessServer` owns the process; the pod watch runs beside the server in the same task group. The
/// HTTP client lives as long as the process and is shut down when its last request has ended.
final class RouterWorkload: Workload {
    private let context: ContainerContext
    private let arguments: RouterArguments
    private let faults: RouterFaults
    private let pool: EnginePool
    private let metrics = RouterMetrics()
    private let log: RouterLog
    private let server: ProcessServer

    /// - Throws: `RouterArguments.Refused` for a command line that the router cannot be started with.
    init(_ configuration: RouterConfiguration = .init(), context: ContainerContext) throws {
        arguments = try RouterArguments(configuration.defaultArguments + context.arguments)
        faults = configuration.faults
        self.context = context
        pool = EnginePool(clock: context.clock)
        log = RouterLog(clock: context.clock, write: context.log)
        server = ProcessServer(host: context.podIP, port: arguments.port, clock: context.clock)
    }

    static func factory(_ configuration: RouterConfiguration = .init()) -> WorkloadFactory {
        { try RouterWorkload(configuration, context: $0) }
    }

    func start() async throws {
        logStart()
        let client = Self.makeClient()
        let relay = RouterRelay(
            arguments: arguments, faults: faults, pool: pool, metrics: metrics, log: log, client: client)
        let discovery = RouterDiscovery(pool: pool, log: log, client: client)
        let podEvents = context.watchPods
        let (selector, log, port) = (arguments.labelSelector, log, arguments.port)
        try await server.start(
            respond: { [self] request, channel in try await respond(to: request, on: channel, relay) },
            onListening: {
                log.write("INFO:     Application startup complete.")
                log.write("INFO:     Uvicorn running on http://0.0.0.0:\(port) (Press CTRL+C to quit)")
            },
            alongside: { await discovery.run(podEvents(selector)) },
            atEnd: { try? await client.shutdown() })
    }

    func terminate() async {
        log.write("INFO:     Shutting down")
        server.drain(code: 0)
    }

    func kill() async { await server.end(code: 137) }

    func exitCode() async -> Int32 { await server.exitCode() }

    private static func makeClient() -> HTTPClient {
        var settings = HTTPClient.Configuration()
        settings.httpVersion = .http1Only
        settings.timeout.connect = .seconds(3)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // A refused connection is an answer here, not something to wait for.
        settings.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    private func logStart() {
        if let key = arguments.sessionKey {
            log.info(
                "Initializing session-based routing logic with kwargs: {'session_key': '\(key)', "
                    + "'max_instance_failover_reroute_attempts': \(arguments.reroutes)}", .initializing)
        }
        log.write("INFO:     Started server process [1]")
        log.write("INFO:     Waiting for application startup.")
    }
}

// MARK: - HTTP

extension RouterWorkload {
    private func respond(
        to request: Request, on channel: any Channel, _ relay: RouterRelay
    ) async throws -> Response {
        if faults.isSilent { try await outlastPatience(of: channel) }
        switch (request.method, request.uri.path) {
        case (.post, "/v1/chat/completions"), (.post, "/v1/completions"), (.post, "/tokenize"), (.post, "/detokenize"):
            return try await relay.respond(to: request, on: channel)
        case (.get, "/health"): return logged(request, channel, .json("{\"status\":\"healthy\"}"))
        case (.get, "/engines"): return logged(request, channel, .json(engineList))
        case (.get, "/v1/models"): return logged(request, channel, .json(modelList))
        case (.get, "/version"): return logged(request, channel, .json("{\"version\":\"dev\"}"))
        case (.get, "/metrics"):
            let type = "text/plain; version=0.0.4; charset=utf-8"
            return logged(request, channel, .plain(metrics.text(pool: pool), type: type))
        default: return logged(request, channel, .json("{\"detail\":\"Not Found\"}", status: .notFound))
        }
    }

    /// No answer for longer than anybody waits. Not for ever: connections that clients have long given up would use up
    /// the files of a demo that runs for hours.
    private func outlastPatience(of channel: any Channel) async throws -> Never {
        try await context.clock.sleep(for: .seconds(60))
        try await channel.close()
        throw CancellationError()
    }

    private func logged(_ request: Request, _ channel: any Channel, _ response: Response) -> Response {
        log.write(AccessLog.line(request, channel, status: response.status))
        return response
    }

    private var engineList: String {
        let engines = pool.engines.map { engine in
            "{\"engine_id\":\"\(Self.engineID(engine.podName))\","
                + "\"serving_models\":[\(engine.models.map(JSONText.quote).joined(separator: ","))],"
                + "\"created\":\(engine.created)}"
        }
        return "[\(engines.joined(separator: ","))]"
    }

    private var modelList: String {
        let engines = pool.engines
        let models = Set(engines.flatMap(\.models)).sorted().map { model in
            let created = engines.first { $0.models.contains(model) }?.created ?? 0
            return "{\"id\":\(JSONText.quote(model)),\"object\":\"model\",\"created\":\(created),\"owned_by\":\"vllm\"}"
        }
        return "{\"object\":\"list\",\"data\":[\(models.joined(separator: ","))]}"
    }

    /// `uuid5(NAMESPACE_DNS, pod name)` (RFC 9562, 5.5), as the real router derives it.
    static func engineID(_ podName: String) -> String {
        let namespace: [UInt8] = [
            0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
        ]
        var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(podName.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = bytes.map { String(format: "%02x", $0) }
        return [hex[0..<4], hex[4..<6], hex[6..<8], hex[8..<10], hex[10..<16]].map { $0.joined() }.joined(
            separator: "-")
    }
}

import Foundation
import Hummingbird
import NIOCore

/// A serving engine of the embedded cluster: vLLM's HTTP API with a text model that needs no GPU.
///
/// Concurrency model: `ProcessServer` owns the process; each request is a task of its server. Faults and counters sit
/// behind locks and are read between tokens.
final class EngineWorkload: Workload {
    let configuration: EngineConfiguration
    let context: ContainerContext
    let metrics = EngineMetrics()
    let fault = EngineFault()
    let slots: EngineSlots
    let server: ProcessServer
    let processEvents = AsyncStream.makeStream(of: ProcessEvent.self)

    init(_ configuration: EngineConfiguration, context: ContainerContext) {
        self.configuration = configuration
        self.context = context
        slots = EngineSlots(count: configuration.maxConcurrency)
        server = ProcessServer(host: context.podIP, port: context.servingPort, clock: context.clock)
    }

    static func factory(_ configuration: EngineConfiguration) -> WorkloadFactory {
        { EngineWorkload(configuration, context: $0) }
    }

    /// Connections that are open now.
    var connectionCount: Int { server.connections.count }

    func start() async throws {
        let log = context.log
        log("INFO:     Started server process [1]")
        log("INFO:     Loading model \(configuration.model) on \(context.podName)")
        let isWarm = configuration.isWarm(context)
        let port = context.servingPort
        // A load that fails takes its moment: the process has started all the same.
        let load = max(configuration.modelLoad, outcomeOfLoad == .succeeds ? .zero : .milliseconds(1))
        try await server.start(
            after: isWarm ? .zero : load,
            loading: { [self] in if !isWarm { try finishLoading() } },
            respond: { [self] request, channel in await respond(to: request, on: channel) },
            onListening: {
                log("INFO:     Application startup complete.")
                log("INFO:     Uvicorn running on http://0.0.0.0:\(port) (Press CTRL+C to quit)")
            },
            onFailure: { [context] error in
                log("ERROR:    error while attempting to bind on address ('\(context.podIP)', \(port)): \(error)")
            },
            alongside: { [self] in await meetProcessEvents() },
            atEnd: { [configuration, context] in configuration.mishap?.end(pod: context.podUID) })
    }

    private var outcomeOfLoad: ModelLoad { configuration.load.outcome(memoryLimit: context.memoryLimit) }

    /// - Throws: how the process ends, if the model cannot be loaded.
    private func finishLoading() throws {
        guard let code = outcomeOfLoad.exitCode else { return tellTimes() }
        outcomeOfLoad.lastWords.forEach(context.log)
        if outcomeOfLoad == .runsOutOfMemory { context.exceedMemory() }
        throw ProcessServer.Exit(code: code)
    }

    /// As vLLM 0.32 writes them; most of a load is reading the weights.
    private func tellTimes() {
        let load = configuration.modelLoad / .seconds(1)
        func text(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
        context.log("(Worker pid=20) INFO [default_loader.py:501] Loading weights took \(text(load * 0.7)) seconds")
        context.log("(EngineCore pid=11) INFO [core.py:402] init engine (profile, create kv cache, warmup model) took \(text(load * 0.2)) s")
    }

    func terminate() async {
        guard server.isListening else { return await server.end(code: 0) }
        context.log("(APIServer pid=1) INFO [shutdown] API server: shutdown triggered")
        processEvents.continuation.yield(.terminate)
    }

    func kill() async { await server.end(code: 137) }

    func exitCode() async -> Int32 { await server.exitCode() }
}

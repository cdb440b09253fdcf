/// How the process ends by itself, in the order and with the times that were measured with vLLM 0.32.
extension EngineWorkload {
    /// What the process meets, told to the task that runs beside its server.
    enum ProcessEvent: Sendable {
        case terminate
        case coreDies
        case serverDies
    }

    /// Until the server has ended. A process that is about to end can still be killed.
    func meetProcessEvents() async {
        await withTaskGroup(of: Void.self) { group in
            for await event in processEvents.stream {
                group.addTask { [self] in await meet(event) }
            }
        }
    }

    private func meet(_ event: ProcessEvent) async {
        switch event {
        case .terminate: await obeySIGTERM()
        case .coreDies: await loseCore()
        case .serverDies: await server.exit(code: 137)
        }
    }

    private func obeySIGTERM() async {
        // Where its core has died, it ends by that.
        guard fault.current.core.isAlive else { return }
        if let limit = configuration.shutdownTimeout { return await drain(within: limit) }
        let ending = configuration.endings.next()
        switch ending {
        case .closesSockets: await server.exit(code: 0)
        case .drains: server.drain(code: 0)
        case .errorEvent: await end(core: .dead, within: .milliseconds(900))
        case .aborts: await end(core: .aborts, within: .milliseconds(1_200))
        case .hangs, .asMeasured: await hang()
        }
    }

    /// EngineCore has been killed unnoticed: uvicorn waits for its connections to close, without a limit.
    private func hang() async {
        log("[shutdown] Process manager: force killing remaining process EngineCore pid 11")
        fault.change { $0.core = .gone }
        context.log("INFO:     Shutting down")
        try? await context.clock.sleep(for: .milliseconds(300))
        context.log("INFO:     Waiting for connections to close. (CTRL+C to force quit)")
        server.drain(code: 0, closingOnHangUp: true)
        await server.connections.untilAllClosed()
        await server.exit(code: 0)
    }

    /// The streams are told, and end properly; then the process goes.
    private func end(core: EngineFault.Core, within time: Duration) async {
        fault.change {
            $0.core = core
            $0.refusesRequests = true
        }
        log(core == .aborts ? "[shutdown] EngineCore: aborting in-flight requests count=\(metrics.current.running)" : "AsyncLLM output_handler failed.")
        context.log("INFO:     Shutting down")
        try? await context.clock.sleep(for: time)
        await server.exit(code: 0)
    }

    /// `--shutdown-timeout`: running requests go on, new ones are refused. What lasts longer hangs.
    private func drain(within limit: Duration) async {
        log("[shutdown] EngineCore: draining in-flight requests count=\(metrics.current.running) timeout=\(limit.components.seconds)s")
        fault.change { $0.refusesRequests = true }
        let end = context.clock.now + limit
        while context.clock.now < end {
            guard fault.current.core.isAlive else { return }
            let now = metrics.current
            if now.running + now.waiting == 0 {
                log("[shutdown] EngineCore: request processing complete; starting resource teardown")
                try? await context.clock.sleep(for: .milliseconds(500))
                return server.drain(code: 0)
            }
            guard (try? await context.clock.sleep(for: .milliseconds(20))) != nil else { return }
        }
        await hang()
    }

    /// EngineCore or a worker of it dies by itself: the streams get an error event, `/health` answers 503, and the process ends as if
    /// all were well.
    private func loseCore() async {
        guard fault.current.core.isAlive else { return }
        try? await context.clock.sleep(for: .milliseconds(100))
        log("[shutdown] MPClient: engine core exited unexpectedly; starting cleanup")
        fault.change { $0.core = .dead }
        log("AsyncLLM output_handler failed.")
        log("vllm.v1.engine.exceptions.EngineDeadError: \(EngineFailure.coreIsDead.message)")
        try? await context.clock.sleep(for: .milliseconds(640))
        context.log("INFO:     Shutting down")
        await server.exit(code: 0)
    }

    private func log(_ words: String) { context.log("(APIServer pid=1) INFO \(words)") }
}

extension DemoCluster {
    /// The whole stack: the cluster with its engines and its session router.
    /// - Throws: `RouterProgram.Missing` for a real router that is not installed.
    package static func complete(_ configuration: Configuration) throws -> DemoCluster {
        let executable = try configuration.routerProgram.executable()
        var engine = EngineConfiguration()
        engine.tokensPerSecond = configuration.tokensPerSecond
        engine.modelLoad = configuration.startupDelay
        engine.isWarm = \.startsWarm
        engine.seed = configuration.seed
        engine.maxConcurrency = configuration.engine.slots
        engine.endings = EndingDraw(configuration.engine.ending, seed: configuration.seed)
        engine.shutdownTimeout = configuration.engine.shutdownTimeout
        engine.load = configuration.engine.load
        engine.mishap = configuration.engine.mishap.map { EngineMishap($0.fault, after: $0.tokens) }
        var router = RouterConfiguration(faults: configuration.router.faults)
        if configuration.resumeInRouter { router.defaultArguments = ["--resume-in-router"] }
        let started = Announcement<Addresses>()
        let builtin = RouterWorkload.factory(router)
        return DemoCluster(
            configuration: configuration, engine: EngineWorkload.factory(engine),
            router: { context in
                guard let executable else { return try builtin(context) }
                return ExternalRouter(executable, context: context) { try await started.value().kubeconfigPath }
            },
            started: started)
    }

    /// The background users; runs beside `run()` until cancelled.
    package func runUsers() async throws {
        guard configuration.sessions > 0 else { return }
        let addresses = try await addresses()
        let users = BackgroundUsers.Configuration(
            sessions: configuration.sessions, baseURL: addresses.routerURL, seed: configuration.seed, clock: configuration.clock)
        await BackgroundUsers(configuration: users).run()
    }
}

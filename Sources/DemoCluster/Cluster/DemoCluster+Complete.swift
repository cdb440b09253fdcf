import AsyncHTTPClient
import Foundation

extension DemoCluster {
    /// The whole stack: the cluster with its engines and its session router.
    /// - Throws: `RouterProgram.Missing` for a real router that is not installed, `ProcessCommand.Unfit` for a command whose program is
    ///   not there.
    package static func complete(_ configuration: Configuration) throws -> DemoCluster {
        try configuration.engineCommand?.findProgram()
        try configuration.routerCommand?.findProgram()
        let executable = configuration.routerCommand == nil ? try configuration.routerProgram.executable() : nil
        var configuration = configuration
        // A real engine answers its probes when it can.
        if configuration.engineCommand != nil { configuration.kubelet.probeTimeout = .seconds(5) }
        var engine = EngineConfiguration()
        engine.tokensPerSecond = configuration.tokensPerSecond
        engine.modelLoad = configuration.startupDelay
        engine.isWarm = \.startsWarm
        engine.seed = configuration.seed
        engine.maxConcurrency = configuration.engine.slots
        engine.endings = EndingDraw(configuration.engine.ending, seed: configuration.seed)
        engine.cutsFreely = configuration.engine.cutsFreely
        engine.shutdownTimeout = configuration.engine.shutdownTimeout
        engine.load = configuration.engine.load
        engine.mishap = configuration.engine.mishap.map { EngineMishap($0.fault, after: $0.tokens) }
        var router = RouterConfiguration(faults: configuration.router.faults)
        if configuration.resumeInRouter { router.defaultArguments = ["--resume-in-router"] }
        let started = Announcement<Addresses>()
        let builtin = RouterWorkload.factory(router)
        let (engineCommand, routerCommand) = (configuration.engineCommand, configuration.routerCommand)
        let (program, warmEngines) = (configuration.routerProgram, configuration.initialEnginesWarm ? configuration.engines : 1)
        let madeHere = EngineWorkload.factory(engine)
        return DemoCluster(
            configuration: configuration,
            engine: { context in
                guard let engineCommand else { return try madeHere(context) }
                return ExternalProcess(engineCommand.filled(for: context), log: context.log)
            },
            router: { context in
                if let command = routerCommand?.filled(for: context) {
                    return ExternalProcess(command, log: context.log) { ["KUBECONFIG": try await started.value().kubeconfigPath] }
                }
                guard let executable else { return try builtin(context) }
                return ExternalProcess(log: context.log) {
                    try await program.launch(
                        context, executable, kubeconfig: try await started.value().kubeconfigPath, engines: warmEngines)
                }
            },
            started: started)
    }

    /// The background users; runs beside `run()` until cancelled.
    package func runUsers() async throws {
        guard configuration.sessions > 0 else { return }
        let addresses = try await addresses()
        let model = configuration.engineCommand == nil ? EngineConfiguration().model : try await listedModel(addresses.routerURL)
        let users = BackgroundUsers.Configuration(
            sessions: configuration.sessions, baseURL: addresses.routerURL, model: model, seed: configuration.seed, clock: configuration.clock)
        await BackgroundUsers(configuration: users, onAnswer: configuration.onUserAnswer).run()
    }

    /// What the engines serve, where that is not the demo's own to say: asked until the router lists it.
    private func listedModel(_ router: String) async throws -> String {
        struct Models: Decodable {
            struct Model: Decodable { var id: String }
            var data: [Model]
        }
        while true {
            try await configuration.clock.sleep(for: .seconds(1))
            guard let answer = try? await HTTPClient.shared.execute(HTTPClientRequest(url: "\(router)/v1/models"), timeout: .seconds(5)),
                let body = try? await answer.body.collect(upTo: 1 << 20),
                let model = (try? JSONDecoder().decode(Models.self, from: Data(body.readableBytesView)))?.data.first?.id
            else { continue }
            return model
        }
    }
}

import ArgumentParser
import DemoCluster
import FailoverModel
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "An embedded cluster and the board; nothing else is needed.")

    @OptionGroup(title: "Cluster") var demo: DemoOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Board") var board: BoardOptions
    @OptionGroup var recording: RecordingOptions

    @Option(help: "What runs as the router: builtin, vllm-router or sglang-router (the real ones, which must be installed).")
    var router: DemoCluster.RouterProgram = .builtin

    @Flag(help: "Serve only, until interrupted. Prints one JSON line that says where.")
    var headless = false

    @Option(help: "Also write the kubeconfig to this file, mode 0600.")
    var kubeconfigOut: String?

    mutating func run() async throws {
        let cluster = try EmbeddedCluster.make(demo.configuration(router: router))
        try await EmbeddedCluster.run(cluster, front: front(cluster))
    }

    private func front(_ cluster: DemoCluster) -> @MainActor () async throws -> Void {
        let (headless, kubeconfigOut, board, record) = (headless, kubeconfigOut, board, recording.record)
        var settings = Settings()
        request.apply(to: &settings)
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        settings.startsArmed = true
        settings.arming = .lasts
        let chosen = settings
        return {
            let addresses = try await cluster.addresses()
            if let kubeconfigOut { try KubeconfigCopy.write(addresses.kubeconfigPath, to: kubeconfigOut) }
            if headless {
                try announce(addresses, kubeconfig: kubeconfigOut ?? addresses.kubeconfigPath)
                await Interruption.wait()
                return
            }
            let access = DemoAccess.choose(addresses)
            try await BoardSession(access: access, settings: chosen, board: board, record: record).run()
        }
    }
}

/// The one line that tells scripts where the cluster is.
private func announce(_ addresses: DemoCluster.Addresses, kubeconfig: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let places = [
        "kubeconfig": kubeconfig, "apiServer": addresses.apiServerURL, "router": addresses.routerURL,
        "namespace": addresses.namespace,
    ]
    Output.line(String(decoding: try encoder.encode(places), as: UTF8.self))
}

import ArgumentParser
import BoardRuntime
import DemoCluster
import FailoverModel
import KubernetesClient

/// A real cluster, or the embedded one in the same process.
struct TargetOptions: ParsableArguments {
    @Flag(help: "Use the embedded cluster; the demo's flags say what it is like.")
    var demo = false

    @Option(help: ArgumentHelp("What runs as the embedded cluster's router; the real ones must be installed.", valueName: "router"))
    var demoRouter: DemoCluster.RouterProgram = .builtin

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Embedded cluster (with --demo)") var cluster: DemoOptions

    mutating func validate() throws {
        if !demo, demoRouter != .builtin { throw ValidationError("--demo-router needs --demo") }
        if demo, connection.via != nil || connection.keySource != nil {
            throw ValidationError("the embedded cluster's router wants no key, and is reached without a port-forward")
        }
    }

    func apply(to settings: inout Settings) {
        connection.apply(to: &settings)
    }

    /// Runs the body with the way to the cluster; the embedded one lives as long as it runs.
    func run(_ body: @escaping @MainActor (ClusterAccess) async throws -> Void) async throws {
        guard demo else { return try await body(connection.access) }
        let embedded = try EmbeddedCluster.make(cluster.configuration(router: demoRouter))
        try await EmbeddedCluster.run(embedded) { try await body(DemoAccess.choose(try await embedded.addresses())) }
    }
}

extension DemoCluster.RouterProgram: ExpressibleByArgument {}

import BoardRuntime
import DemoCluster

/// Runs the embedded cluster and its users beside a front.
enum EmbeddedCluster {
    /// The cluster that is asked for; a usage error where its router is not installed.
    static func make(_ configuration: DemoCluster.Configuration) throws -> DemoCluster {
        do {
            return try .complete(configuration)
        } catch {
            throw Failure(.usage, "\(error)")
        }
    }

    /// - Parameter beside: what else happens on the cluster.
    static func run(
        _ cluster: DemoCluster, beside: @escaping Services.Service = {}, front: @escaping @MainActor () async throws -> Void
    ) async throws {
        do {
            try await Services.run([{ try await cluster.run() }, { try await cluster.runUsers() }, beside], front: front)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unreachable, "the embedded cluster stopped: \(error)")
        }
    }
}

import BoardRuntime
import DemoCluster

/// Runs the embedded cluster and its users beside a front.
enum EmbeddedCluster {
    static func run(_ cluster: DemoCluster, front: @escaping @MainActor () async throws -> Void) async throws {
        do {
            try await Services.run([{ try await cluster.run() }, { try await cluster.runUsers() }], front: front)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unreachable, "the embedded cluster stopped: \(error)")
        }
    }
}

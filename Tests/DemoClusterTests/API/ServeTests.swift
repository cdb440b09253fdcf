import Foundation
import Testing

@testable import DemoCluster

/// Serves for as long as `FAILTOP_SERVE` says, for trying other clients by hand.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FAILTOP_SERVE"] != nil))
struct ServeTests {
    @Test func serves() async throws {
        let seconds = Double(ProcessInfo.processInfo.environment["FAILTOP_SERVE"] ?? "") ?? 60
        var configuration = DemoCluster.Configuration()
        configuration.disruptionBudget = 2
        try await withCluster(configuration) { cluster, client in
            let engines = try await cluster.readyEngines()
            #expect(engines.count == 3)
            let file = URL(filePath: "/tmp/failtop-serve.kubeconfig")
            try FileManager.default.copyItem(at: URL(filePath: client.addresses.kubeconfigPath), to: file)
            try client.addresses.routerURL.write(toFile: "/tmp/failtop-serve.router", atomically: true, encoding: .utf8)
            try await ContinuousClock().sleep(for: .seconds(seconds))
            try FileManager.default.removeItem(at: file)
        }
    }
}

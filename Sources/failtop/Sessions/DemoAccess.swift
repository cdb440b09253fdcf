import DemoCluster
import Foundation
import KubernetesClient

/// The board's way to the embedded cluster: the real kubectl where there is one, else the API itself, with the same code.
enum DemoAccess {
    static func choose(_ addresses: DemoCluster.Addresses) -> ClusterAccess {
        if hasKubectl {
            return .kubectl(KubectlOptions(kubeconfig: addresses.kubeconfigPath, namespace: addresses.namespace))
        }
        return .direct(
            url: addresses.apiServerURL, token: addresses.token, caPEM: addresses.caPEM, context: "failtop-demo",
            namespace: addresses.namespace)
    }

    private static var hasKubectl: Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/kubectl") }
    }
}

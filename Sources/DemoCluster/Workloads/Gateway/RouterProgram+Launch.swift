import AsyncHTTPClient
import Foundation

extension DemoCluster.RouterProgram {
    /// A router follows the pods by itself, with the demo's kubeconfig, and the pod's address is the only one that is its own. A gateway's
    /// files lie beside that kubeconfig, and go with it.
    func launch(_ context: ContainerContext, _ executable: String, kubeconfig: String, engines: Int) async throws -> ProcessLaunch {
        let folder = URL(filePath: kubeconfig).deletingLastPathComponent().appending(path: context.podName).path
        guard let (place, files) = files(address: context.podIP, folder: folder) else {
            let arguments = context.arguments.map { $0 == "0.0.0.0" ? context.podIP : $0 }
            return ProcessLaunch(command: [executable] + arguments, environment: ["KUBECONFIG": kubeconfig])
        }
        let controller = GatewayController(files: files, context: context, firstEngines: engines) {
            let request = HTTPClientRequest(url: "http://\(context.podIP):\(Gateway.port)\(Gateway.readyPath)")
            return (try? await HTTPClient.shared.execute(request, timeout: .seconds(1)))?.status == .ok
        }
        let first = try await controller.writeFirst()
        return ProcessLaunch(command: [executable] + context.arguments.map { $0.replacing(place, with: folder) }) {
            await controller.follow(from: first, reload: $0)
        }
    }

    /// And where they would lie in a container of its image.
    private func files(address: String, folder: String) -> (place: String, files: any GatewayFiles)? {
        switch self {
        case .builtin, .vllmRouter, .sglangRouter: nil
        case .envoy: (EnvoyFiles.place, EnvoyFiles(address: address, folder: folder))
        case .haproxy: (HAProxyFiles.place, HAProxyFiles(address: address, folder: folder))
        case .nginx: (NginxFiles.place, NginxFiles(address: address, folder: folder))
        }
    }
}

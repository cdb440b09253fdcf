import Foundation
import Subprocess

/// Which cluster, in kubectl's own words.
package struct KubectlOptions: Sendable, Equatable {
    /// `--context`; nil is the current one.
    package var context: String?
    /// `--kubeconfig`; nil is kubectl's own choice (`KUBECONFIG`, then `~/.kube/config`).
    package var kubeconfig: String?
    /// `--namespace`; nil is the context's.
    package var namespace: String?
    /// The environment kubectl is looked up and run in; nil is this process's.
    package var environment: [String: String]?

    package init(
        context: String? = nil, kubeconfig: String? = nil, namespace: String? = nil,
        environment: [String: String]? = nil
    ) {
        self.context = context
        self.kubeconfig = kubeconfig
        self.namespace = namespace
        self.environment = environment
    }

    var flags: [String] {
        (context.map { ["--context", $0] } ?? []) + (kubeconfig.map { ["--kubeconfig", $0] } ?? [])
    }

    /// For messages: the same words on a shell's line.
    var flagText: String { flags.isEmpty ? "" : " " + flags.joined(separator: " ") }

    var processEnvironment: Environment {
        guard let environment else { return .inherit }
        return .custom(Dictionary(uniqueKeysWithValues: environment.map { (.init(stringLiteral: $0.key), $0.value) }))
    }

    /// The path of kubectl, looked up in `PATH`.
    func executable() throws(ConnectionError) -> String {
        let path = (environment ?? ProcessInfo.processInfo.environment)["PATH"] ?? ""
        for folder in path.split(separator: ":") {
            let file = "\(folder)/kubectl"
            if FileManager.default.isExecutableFile(atPath: file) { return file }
        }
        throw ConnectionError(
            .kubectlMissing, "There is no kubectl in PATH (\(path.isEmpty ? "which is empty" : path)).",
            remedy:
                "Install kubectl (https://kubernetes.io/docs/tasks/tools/), or try `failtop demo`, which needs none.")
    }
}

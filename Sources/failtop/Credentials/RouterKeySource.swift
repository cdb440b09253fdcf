import Foundation
import KubernetesClient
import WireFormats

/// Where the router's key comes from. The key itself is never an argument.
enum RouterKeySource: Sendable, Equatable {
    case environment(String)
    case secret(name: String, key: String)

    /// In words, for boards and journals.
    var label: String {
        switch self {
        case .environment(let name): "the environment variable \(name)"
        case .secret(let name, let key): "the secret \(name)/\(key)"
        }
    }

    /// Reads it. The environment variable is taken away, so that no child of this process inherits it.
    func read(_ access: ClusterAccess) async throws -> BearerKey {
        switch self {
        case .environment(let name):
            guard let text = ProcessInfo.processInfo.environment[name] else {
                throw Failure(
                    .usage, "--api-key-env \(name): there is no such environment variable\n"
                        + "Set it without leaving the key in the shell's history: read -rs \(name) && export \(name)")
            }
            guard let key = BearerKey(text) else {
                let objection = BearerKey.objection(to: text) ?? "is no key"
                throw Failure(.usage, "--api-key-env \(name): the variable \(objection)")
            }
            unsetenv(name)
            return key
        case .secret(let name, let key):
            guard case .kubectl(let options) = access else {
                throw Failure(.usage, "--api-key-secret needs kubectl")
            }
            return try await KubernetesClient.key(inSecret: name, named: key, options)
        }
    }
}

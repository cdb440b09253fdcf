import Foundation
import Subprocess
import WireFormats

extension KubernetesClient {
    /// A key that lies in a secret of the cluster, as `kubectl get secret` reads it: with the user's own rights.
    package static func key(inSecret name: String, named key: String, _ options: KubectlOptions) async throws -> BearerKey {
        let kubectl = try options.executable()
        let namespace = options.namespace.map { ["--namespace", $0] } ?? []
        let command = ["get", "secret", name, "-o", "json", "--request-timeout=10s"] + namespace + options.flags
        let result = try await Subprocess.run(
            .path(.init(kubectl)), arguments: .init(command), environment: options.processEnvironment,
            output: .bytes(limit: 4 << 20), error: .string(limit: 64 << 10))
        guard result.terminationStatus.isSuccess else { throw KubectlSecret.explain(result.standardError, name) }
        return try KubectlSecret.key(key, in: Data(result.standardOutput), of: name)
    }
}

/// A `Secret` of the API, version 1.
struct KubectlSecret: Decodable {
    var data: [String: String]?

    static func key(_ key: String, in json: Data, of name: String) throws(ConnectionError) -> BearerKey {
        guard let secret = try? JSONDecoder().decode(KubectlSecret.self, from: json) else {
            throw ConnectionError(
                .kubectlFailed, "`kubectl get secret \(name)` did not answer with a secret.",
                remedy: "See what `kubectl get secret \(name)` prints.")
        }
        let data = secret.data ?? [:]
        guard let value = data[key] else {
            let others = data.keys.sorted().prefix(5).joined(separator: ", ")
            throw ConnectionError(
                .secretMissing, "The secret \(name) has no key \(key); it has: \(others.isEmpty ? "none" : others).",
                remedy: "Name one of them: --api-key-secret \(name)/KEY.")
        }
        let text = Data(base64Encoded: value).flatMap { String(data: $0, encoding: .utf8) }
        guard let text, let bearer = BearerKey(text) else {
            let objection = text.flatMap(BearerKey.objection) ?? "is no text"
            throw ConnectionError(
                .secretMissing, "What the secret \(name) holds as \(key) is no key: it \(objection).",
                remedy: "A key is one line of at least 8 visible ASCII characters.")
        }
        return bearer
    }

    /// kubectl tells its errors only as text (1.32).
    static func explain(_ stderr: String, _ name: String) -> ConnectionError {
        let line = stderr.split(whereSeparator: \.isNewline).last.map(String.init) ?? "kubectl said nothing"
        if line.contains("(NotFound)") {
            return ConnectionError(
                .secretMissing, "There is no secret \(name) in this namespace: \(line)",
                remedy: "List them with `kubectl get secrets`; choose the namespace with --namespace.")
        }
        if line.contains("(Forbidden)") {
            return ConnectionError(
                .secretForbidden, "This user may not read the secret \(name): \(line)",
                remedy: "Have the verb get on secrets allowed for it, or give the key by --api-key-env.")
        }
        return ConnectionError(
            .kubectlFailed, "`kubectl get secret \(name)` failed: \(line)", remedy: "See what that command prints.")
    }
}

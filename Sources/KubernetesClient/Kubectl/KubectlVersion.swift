import Foundation
import Subprocess

/// What `kubectl version --client -o json` prints.
struct KubectlVersion: Decodable, Sendable {
    struct Client: Decodable, Sendable { var gitVersion: String? }
    var clientVersion: Client?

    /// kubectl's `gitVersion`; nil where it does not tell. No cluster is contacted.
    static func read(_ options: KubectlOptions) async -> String? {
        guard let kubectl = try? options.executable(),
            let result = try? await Subprocess.run(
                .path(.init(kubectl)), arguments: ["version", "--client", "-o", "json"],
                environment: options.processEnvironment, output: .bytes(limit: 64 << 10), error: .discarded),
            result.terminationStatus.isSuccess
        else { return nil }
        return parse(Data(result.standardOutput))
    }

    static func parse(_ output: Data) -> String? {
        (try? JSONDecoder().decode(KubectlVersion.self, from: output))?.clientVersion?.gitVersion
    }
}

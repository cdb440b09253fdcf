import Foundation

/// What `kubectl version --client -o json` prints.
struct KubectlVersion: Decodable, Sendable {
    struct Client: Decodable, Sendable { var gitVersion: String? }
    var clientVersion: Client?

    /// kubectl's `gitVersion`; nil where it does not tell. No cluster is contacted.
    static func read(_ options: KubectlOptions) async -> String? {
        guard let result = try? await KubectlProcess.said(["version", "--client", "-o", "json"], options), result.isSuccess else { return nil }
        return parse(Data(result.output))
    }

    static func parse(_ output: Data) -> String? {
        (try? JSONDecoder().decode(KubectlVersion.self, from: output))?.clientVersion?.gitVersion
    }
}

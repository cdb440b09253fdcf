import Foundation

/// The files that kubectl reads its configuration from, by when they were written. Their content is kubectl's.
struct KubeconfigFiles: Sendable, Equatable {
    private struct Version: Sendable, Equatable {
        var writtenAt: Date?
        var size: Int?
    }

    private let versions: [String: Version]

    /// As they are now: `--kubeconfig`, else those of `KUBECONFIG`, else `~/.kube/config`.
    init(_ options: KubectlOptions) {
        let environment = options.environment ?? ProcessInfo.processInfo.environment
        let listed = options.kubeconfig.map { [$0] } ?? environment["KUBECONFIG"]?.split(separator: ":").map(String.init) ?? []
        let paths = listed.isEmpty ? ["\(environment["HOME"] ?? NSHomeDirectory())/.kube/config"] : listed
        versions = Dictionary(
            paths.map { path in
                let attributes = try? FileManager.default.attributesOfItem(atPath: URL(filePath: path).resolvingSymlinksInPath().path)
                return (path, Version(writtenAt: attributes?[.modificationDate] as? Date, size: attributes?[.size] as? Int))
            }, uniquingKeysWith: { first, _ in first })
    }
}

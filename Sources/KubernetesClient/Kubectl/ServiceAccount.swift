import Foundation

/// The account that Kubernetes gives a pod: kubectl uses it where there is no configuration.
struct ServiceAccount: Sendable, Equatable {
    var namespace: String

    /// What messages and recordings call the context that has no name.
    static let contextName = "in-cluster"
    static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// By the conditions of client-go (`rest.InClusterConfig`).
    init?(environment: [String: String], folder: String = ServiceAccount.folder) {
        let address = ["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"].map { environment[$0] ?? "" }
        guard !address.contains(""), let token = FileManager.default.contents(atPath: "\(folder)/token"), !token.isEmpty else { return nil }
        let named = FileManager.default.contents(atPath: "\(folder)/namespace").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let namespace = named.trimmingCharacters(in: .whitespacesAndNewlines)
        self.namespace = namespace.isEmpty ? "default" : namespace
    }
}

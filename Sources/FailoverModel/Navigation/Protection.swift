/// Contexts and namespaces in which every kill needs the pod's name typed. From the configuration file.
public struct Protection: Sendable, Equatable, Codable {
    public var contexts: [String]
    public var namespaces: [String]

    public init(contexts: [String] = [], namespaces: [String] = []) {
        self.contexts = contexts
        self.namespaces = namespaces
    }
}

extension State {
    /// What is protected here, in words; nil where nothing is.
    public func protection(ofNamespace namespace: String) -> String? {
        guard let protection = settings.protection else { return nil }
        if let context = cluster.identity?.context, protection.contexts.contains(context) {
            return "context \(context)"
        }
        return protection.namespaces.contains(namespace) ? "namespace \(namespace)" : nil
    }
}

/// Contexts and namespaces in which every kill needs the pod's name typed. From the configuration file.
package struct Protection: Sendable, Equatable, Codable {
    package var contexts: [String]
    package var namespaces: [String]

    package init(contexts: [String] = [], namespaces: [String] = []) {
        self.contexts = contexts
        self.namespaces = namespaces
    }
}

extension Protection {
    /// What is protected, in words; nil where nothing is.
    package func reason(context: String?, namespace: String) -> String? {
        if let context, contexts.contains(context) { return "context \(context)" }
        return namespaces.contains(namespace) ? "namespace \(namespace)" : nil
    }
}

import ClusterModel

/// A container whose log is to be followed.
package struct LogTarget: Sendable, Hashable, Codable {
    package var namespace: String
    package var pod: PodIdentity
    /// nil: the pod's only container.
    package var container: String?
    /// What wrote it, as far as its container tells; the lines themselves know better.
    package var dialect: RouterDialect?
    /// An engine's; else a router's.
    package var isEngine: Bool

    package init(
        namespace: String, pod: PodIdentity, container: String?, dialect: RouterDialect? = nil, isEngine: Bool = false
    ) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.dialect = dialect
        self.isEngine = isEngine
    }
}

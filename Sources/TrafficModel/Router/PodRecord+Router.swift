import ClusterModel

extension PodRecord {
    /// The router's container by the chart's name, else the one that serves.
    package var routerContainer: Container? {
        pod.containers.first { $0.name == "router-container" } ?? pod.servingContainer
    }

    func logTarget(as dialect: RouterDialect?) -> LogTarget {
        LogTarget(namespace: pod.namespace, pod: identity, container: routerContainer?.name, dialect: dialect)
    }
}

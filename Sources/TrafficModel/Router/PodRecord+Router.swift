import ClusterModel

extension PodRecord {
    /// The router's container by the chart's name, else the first.
    package var routerContainer: Container? {
        pod.containers.first { $0.name == "router-container" } ?? pod.containers.first
    }

    func logTarget(as dialect: RouterDialect?) -> LogTarget {
        LogTarget(namespace: pod.namespace, pod: identity, container: routerContainer?.name, dialect: dialect)
    }
}

import ClusterModel

/// Whether what is shown can be whole.
extension TrafficState {
    /// Every source has answered in one way or another: a picture taken now is whole.
    package func isSettled(_ cluster: ClusterState) -> Bool {
        let needed: [Source] = [.pods, .deployments, .services, .endpointSlices, .clusterEvents, .budgets]
        guard needed.allSatisfy({ cluster.sources[$0].hasAnswered }) else { return false }
        if router.endpoint == nil { return true }
        let hasLog = router.followed.isEmpty || cluster.sources[.routerLog].hasAnswered
        return cluster.sources[.routerHealth].hasAnswered && hasLog
            && (cluster.sources[.routerMetrics].hasAnswered || router.dialect?.hasMetricsPort == true)
    }

    /// Why what is shown is not what was asked for: the pods could not be read, or the router that was found or named was not
    /// reached. Nil where all is well; a cluster without a router is.
    package func unreachable(in cluster: ClusterState) -> String? {
        unreachablePods(in: cluster) ?? unreachableRouter(in: cluster)
    }

    private func unreachablePods(in cluster: ClusterState) -> String? {
        switch cluster.sources[.pods] {
        case .live, .stale: nil
        case .connecting, .loading: "no answer about pods in time; is the API server reachable? try kubectl get pods"
        case .forbidden(let reason): "pods: forbidden: \(reason)"
        case .unreachable(_, let reason): "pods: unreachable: \(reason)"
        }
    }

    private func unreachableRouter(in cluster: ClusterState) -> String? {
        guard let endpoint = router.endpoint else { return settings.router == .automatic ? nil : router.problem }
        switch cluster.sources.router {
        case .live, .stale: return nil
        case .connecting, .loading: return "no answer from the router \(endpoint.label) in time; see --router"
        case .forbidden(let reason): return "router \(endpoint.label): forbidden: \(reason)"
        case .unreachable(_, let reason): return "router \(endpoint.label): unreachable: \(reason)"
        }
    }
}

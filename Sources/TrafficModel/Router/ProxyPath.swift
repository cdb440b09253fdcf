import ClusterModel

/// The way from here to the router where it leads through kubectl's proxy and the API server's service proxy. What fails on it
/// says nothing of the router.
package struct ProxyPath {
    let cluster: ClusterState

    /// nil where the router is reached in another way.
    package init?(to router: RouterState, in cluster: ClusterState) {
        guard case .service? = router.endpoint, router.forward == nil else { return nil }
        self.cluster = cluster
    }

    /// Why the router did not write an answer, be it right or wrong: kubectl did, which did not reach the API server, or the API
    /// server in its place. Nil where the router may have written it, or the API server tells that the router is not to be reached.
    package func failure(status: Int, body: String) -> String? {
        if body.contains(Self.ofService) { return nil }
        if body.hasPrefix("{") { return apiServersFailure(body) }
        guard status >= 500, let error = networkError(in: body) else { return nil }
        return "the API server was not reached: \(error)"
    }

    /// Why what was asked of the router tells nothing of it; nil where it does.
    package func failure(of health: RouterHealth?, otherwise words: String = "") -> String? {
        let words = health?.problem ?? words
        let error = words.firstRange(of: "not reached: ").map { String(words[$0.upperBound...]) } ?? words
        return failure(status: health?.status ?? 500, body: error) ?? outage
    }

    /// The API server reached the service's pod, or found none: that is the router's affair.
    private static let ofService = "error trying to reach service"
    private static let ofCluster = ["no endpoints available", "not found"]

    private func apiServersFailure(_ body: String) -> String? {
        let start = body.prefix(200).filter { !$0.isWhitespace }
        guard start.contains("\"kind\":\"Status\""), start.contains("\"apiVersion\":\"v1\"") else { return nil }
        guard !Self.ofCluster.contains(where: body.contains) else { return nil }
        return "the API server answered in its place: \(Refusal.message(in: body) ?? "no message")"
    }

    /// How errors of Go's network packages and of kubectl's login begin; kubectl's proxy writes them as they are.
    private static let beginnings = [
        "dial tcp ", "read tcp ", "write tcp ", "EOF", "unexpected EOF", "http2: ", "net/http: ", "tls: ", "x509: ",
        "context deadline exceeded", "getting credentials: ",
    ]

    /// An error of kubectl's; nil for other words, and where the address in it is of this cluster: a router may be written in Go too.
    private func networkError(in words: String) -> String? {
        let words = words.drop(while: \.isWhitespace)
        guard Self.beginnings.contains(where: words.hasPrefix) else { return nil }
        let names = words.split { " ,\"".contains($0) }.map { ClusterState.host(of: String($0)) ?? String($0) }
        let isOfCluster = names.contains { name in
            cluster.records.values.contains { $0.pod.ip == name }
                || cluster.services.values.contains { name == $0.name || name.hasPrefix("\($0.name).") }
        }
        return isOfCluster ? nil : String(words.prefix(160))
    }

    /// Why nothing that comes through the API server is to be believed now; nil while it answers.
    package var outage: String? {
        switch cluster.sources[.pods] {
        case .stale(_, let reason), .unreachable(_, let reason): "the API server was not reached: \(reason)"
        case .connecting, .loading, .live, .forbidden: nil
        }
    }
}

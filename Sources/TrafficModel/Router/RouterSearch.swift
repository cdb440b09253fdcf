import ClusterModel

/// Finds the router among the services of the namespace.
struct RouterSearch {
    var services: [Service]

    struct Finding: Equatable {
        var endpoint: RouterEndpoint?
        /// The service's selector; empty for a URL.
        var selector: [String: String]
        /// How it was chosen, or why nothing was, for the operator.
        var reason: String?
        /// Other services that also match.
        var others: [String] = []
    }

    func choose(_ choice: RouterChoice) -> Finding {
        switch choice {
        case .url(let url):
            return Finding(endpoint: .url(url), selector: [:], reason: "given by --router")
        case .service(let name, let port, let tls):
            guard let service = services.first(where: { $0.name == name }) else {
                return missing("no service \(name) in this namespace; it has: \(names). Name another with --router")
            }
            return found(service, port: port, tls: tls, reason: "given by --router")
        case .automatic:
            let byLabel = services.filter { RoleRules.chartRouter.matches($0.labels) }
            let byName = services.filter { $0.name.contains("router") }
            let candidates = (byLabel.isEmpty ? byName : byLabel).sorted { $0.name < $1.name }
            guard let service = candidates.first else {
                return missing("no router service found by label or name among: \(names). Name one with --router")
            }
            let how = byLabel.isEmpty ? "by its name" : "by its labels"
            let others = candidates.dropFirst().map(\.name)
            let more = others.isEmpty ? "" : ", \(others.count) more match"
            var finding = found(service, port: nil, reason: "found \(how)\(more)")
            finding.others = others
            return finding
        }
    }

    private var names: String {
        services.isEmpty ? "none" : services.map(\.name).sorted().prefix(5).joined(separator: ", ")
    }

    private func missing(_ reason: String) -> Finding {
        Finding(endpoint: nil, selector: [:], reason: services.isEmpty ? nil : reason)
    }

    /// The named port, else the chart's `router-sport`, else `http`, else the first; with TLS where that port speaks it.
    private func found(_ service: Service, port: String?, tls: Bool? = nil, reason: String) -> Finding {
        let named: String? = ["router-sport", "http"].first { (name: String) in service.ports.contains { $0.name == name } }
        let first = service.ports.first.map { "\($0.port)" } ?? "80"
        let chosen = port ?? named ?? first
        let declared = service.ports.first { $0.name == chosen || "\($0.port)" == chosen }
        return Finding(
            endpoint: .service(
                namespace: service.namespace, name: service.name, port: chosen, tls: tls ?? declared?.speaksTLS ?? false),
            selector: service.selector, reason: reason)
    }
}

/// Which router it is: what its log says, where it answers, which header carries the session.
package enum RouterDialect: String, Sendable, Codable, CaseIterable {
    /// The vLLM production stack's Python router.
    case productionStack = "production-stack"
    /// The Rust `vllm-router`.
    case vllmRouter = "vllm-router"
    case sglangRouter = "sglang-router"
    /// NVIDIA Dynamo's frontend.
    case dynamo
    /// Gateways: known by their access logs.
    case envoy, haproxy, nginx
    /// One whose log is read by the operator's own patterns.
    case custom

    /// By the image and the command line of the router's container; nil where they do not tell.
    init?(image: String, arguments: [String]) {
        let words = [image] + arguments
        func named(_ names: String...) -> Bool { words.contains { word in names.contains { word.contains($0) } } }
        if named("lmstack-router", "production-stack", "--routing-logic") {
            self = .productionStack
        } else if named("sglang-router", "sglang_router", "sgl-model-gateway") {
            self = .sglangRouter
        } else if named("vllm-router") {
            self = .vllmRouter
        } else if named("dynamo.frontend", "dynamo-frontend", "ai-dynamo") {
            self = .dynamo
        } else if named("envoy", "istio/proxyv2") {
            self = .envoy
        } else if named("haproxy") {
            self = .haproxy
        } else if named("nginx") {
            self = .nginx
        } else {
            return nil
        }
    }

    /// A proxy of any kind of traffic, which passes on whatever it is asked.
    package var isGateway: Bool {
        switch self {
        case .envoy, .haproxy, .nginx: true
        case .productionStack, .vllmRouter, .sglangRouter, .dynamo, .custom: false
        }
    }

    /// The header that keeps a session on its engine, where the operator names none.
    package var sessionHeader: String {
        switch self {
        case .productionStack, .custom, .envoy, .haproxy, .nginx: "x-user-id"
        case .vllmRouter: "X-Session-ID"
        case .sglangRouter: "X-SMG-Routing-Key"
        case .dynamo: "x-dynamo-session-id"
        }
    }

    /// Metrics have a port of their own; `/metrics` beside the API is passed on to some engine, or not there.
    package var hasMetricsPort: Bool {
        switch self {
        case .vllmRouter, .sglangRouter: true
        case .productionStack, .dynamo, .custom, .envoy, .haproxy, .nginx: false
        }
    }

    /// Of `--prometheus-port`.
    static let metricsPort = 29_000
}

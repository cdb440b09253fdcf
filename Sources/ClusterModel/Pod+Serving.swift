/// Which of a pod's containers does its work, and at which port. A pod is its containers: what befalls a sidecar befalls no engine.
extension Pod {
    /// The container that serves: the one that the pod itself names, else by its arguments, name, image and ports; the first of
    /// those that are as likely. nil where there is none.
    package var servingContainer: Container? {
        if let named = containers.first(where: { $0.name == defaultContainer }), !named.isHelper { return named }
        var best = containers.first
        for container in containers.dropFirst() where container.likelihood > (best?.likelihood ?? 0) { best = container }
        return best
    }

    /// Where it serves: what its arguments say, else the port that it declares; nil where it says nothing.
    package var servingPort: Int? {
        guard let container = servingContainer else { return nil }
        if let port = container.argumentPort { return port }
        let declared = container.ports
        let usual = declared.first { $0.port == 8_000 } ?? declared.first { ["http", "container-port"].contains($0.name) }
        return (usual ?? declared.first)?.port
    }

    /// Whether it may answer at a port, as far as its containers say.
    func mayServe(port: Int) -> Bool {
        let known = Set(lastingContainers.flatMap(\.ports).map(\.port) + lastingContainers.compactMap(\.argumentPort))
        return known.isEmpty || known.contains(port)
    }
}

extension Container {
    /// How likely it is that it does the pod's work.
    fileprivate var likelihood: Int {
        if isHelper { return -1 }
        let line = arguments.joined(separator: " ").lowercased()
        var sum = 0
        if ["vllm", "sglang", "--model", "lmdeploy", "trtllm", "dynamo", "--service-discovery"].contains(where: line.contains) { sum += 8 }
        if Self.usualNames.contains(name) || ["vllm", "engine", "router"].contains(where: name.lowercased().contains) { sum += 4 }
        if ["vllm", "sglang", "lmstack", "llm-d", "dynamo", "tensorrt"].contains(where: image.lowercased().contains) { sum += 4 }
        if !ports.isEmpty { sum += 2 }
        return sum
    }

    private static let usualNames: Set<String> = ["main", "server", "modelserver", "model-server", "kserve-container", "worker", "decode", "prefill"]

    /// What accompanies other containers and never serves a model itself.
    fileprivate var isHelper: Bool {
        let words = ["istio", "linkerd", "envoy", "proxy", "sidecar", "fluent", "otel", "opentelemetry", "exporter", "vault-agent", "metrics", "logger"]
        return words.contains { name.lowercased().contains($0) } && !name.lowercased().contains("vllm")
    }

    /// `--port 8001` or `--port=8001`, in an argument of its own or in a line for a shell.
    fileprivate var argumentPort: Int? {
        let words = arguments.flatMap { $0.split(whereSeparator: \.isWhitespace) }
        var found: Int?
        for (index, word) in words.enumerated() {
            if word == "--port", words.indices.contains(index + 1) { found = Int(words[index + 1]) ?? found }
            if word.hasPrefix("--port=") { found = Int(word.dropFirst("--port=".count)) ?? found }
        }
        return found
    }
}

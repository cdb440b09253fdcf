/// Endpoint pickers of the Gateway API Inference Extension: who chooses the engine of each request, behind a gateway.
extension Pod {
    /// Where its metrics are; nil for a pod that is no endpoint picker. By the labels of llm-d's chart, and the images of llm-d, KServe
    /// and the extension itself.
    package var pickerMetricsPort: Int? {
        let isLabelled = labels["llm-d-router-gateway"] != nil || labels["llm-d-router-standalone"] != nil
        guard let container = containers.first(where: \.isPicker) ?? (isLabelled ? containers.first { $0.name == "epp" } : nil) else { return nil }
        let words = container.arguments.flatMap { $0.split { $0.isWhitespace || $0 == "=" } }
        for (word, value) in zip(words, words.dropFirst()) where ["metrics-port", "metricsPort"].contains(word.drop { $0 == "-" }) {
            if let port = Int(value) { return port }
        }
        return container.ports.first { $0.name?.contains("metrics") == true }?.port ?? 9_090
    }
}

extension Container {
    fileprivate var isPicker: Bool {
        let image = image.lowercased()
        return ["endpoint-picker", "inference-scheduler", "inference-extension/epp", "inference-extension/lwepp"].contains { image.contains($0) }
    }
}

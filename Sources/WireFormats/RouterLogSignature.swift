/// The routers whose logs are understood.
package enum RouterLogSignature: Sendable, Equatable, CaseIterable {
    case productionStack, vllmRouter, sglangRouter, dynamo, envoy, haproxy, nginx

    /// Which router writes such a line; nil where it may be any.
    package static func of(_ raw: String) -> RouterLogSignature? {
        let line = LogText.logLine(raw)
        let text = line[...]
        if let record = RustLogRecord(line) {
            if LogText.contains(record.body, "vllm_router_rs::") { return .vllmRouter }
            // The newest name first: its modules were renamed twice.
            if ["smg::", "sgl_model_gateway::", "sglang_router_rs::", "sglang_router::"].contains(where: { LogText.contains(record.body, $0) }) {
                return .sglangRouter
            }
            if LogText.contains(record.body, "dynamo_") { return .dynamo }
            return nil
        }
        if line.utf8.first == UInt8(ascii: "{") {
            if LogText.contains(text, "\"target\":\"dynamo_") { return .dynamo }
            if isEnvoy(text) { return .envoy }
            return LogText.contains(text, "\"logger\": \"vllm_router.") ? .productionStack : nil
        }
        guard LogRecord(text: line) != nil else { return gateway(line) }
        return LogText.contains(text, ":vllm_router.") || LogText.contains(text, "Routing request ")
            || LogText.contains(text, "disaggregated inference") ? .productionStack : nil
    }

    private static func gateway(_ line: String) -> RouterLogSignature? {
        let text = line[...]
        if let parts = EnvoyLog.start(of: text), LogTime.rfc3339(parts.time) != nil { return .envoy }
        // A line of the combined format is some web server's.
        if case .served? = NginxLog.access(text) { return .nginx }
        if case .workerFailed? = NginxLog.error(text) { return .nginx }
        return HAProxyLog.access(text) == nil ? nil : .haproxy
    }

    private static func isEnvoy(_ text: Substring) -> Bool {
        func has(_ keys: [String]) -> Bool { keys.contains { LogText.contains(text, "\"\($0)\":") } }
        return has(EnvoyLog.workerKeys) && has(EnvoyLog.flagKeys)
    }
}

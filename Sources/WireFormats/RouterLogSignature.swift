/// The routers whose logs are understood.
package enum RouterLogSignature: Sendable, Equatable, CaseIterable {
    case productionStack, vllmRouter, sglangRouter, dynamo

    /// Which router writes such a line; nil where it may be any.
    package static func of(_ raw: String) -> RouterLogSignature? {
        let line = LogText.logLine(raw)
        let text = line[...]
        if let record = RustLogRecord(line) {
            if LogText.contains(record.body, "vllm_router_rs::") { return .vllmRouter }
            if LogText.contains(record.body, "smg::") { return .sglangRouter }
            if LogText.contains(record.body, "dynamo_") { return .dynamo }
            return nil
        }
        if line.utf8.first == UInt8(ascii: "{") {
            if LogText.contains(text, "\"target\":\"dynamo_") { return .dynamo }
            return LogText.contains(text, "\"logger\": \"vllm_router.") ? .productionStack : nil
        }
        guard LogRecord(text: line) != nil else { return nil }
        return LogText.contains(text, ":vllm_router.") || LogText.contains(text, "Routing request ") ? .productionStack : nil
    }
}

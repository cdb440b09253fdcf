/// Which request a line of an engine's own log is about.
///
/// vLLM writes two lines for each where it is started with `--enable-log-requests` (older ones by default), the second with
/// a suffix in newer versions (issue 34503 of vllm-project/vllm shows both):
/// `INFO 02-13 11:33:33 [logger.py:49] Received request chatcmpl-ID: params: …` and
/// `INFO 02-13 11:33:33 [async_llm.py:382] Added request chatcmpl-ID-a8a65d16.`
package enum EngineLog {
    /// `X-Request-Id` as the engine got it, a suffix of the engine's included; nil for a line about none.
    package static func request(in line: String) -> String? {
        for words in ["Received request ", "Added request "] {
            guard let found = line.firstRange(of: words) else { continue }
            var id = line[found.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            for kind in ["chatcmpl-", "cmpl-"] where id.hasPrefix(kind) { id = id.dropFirst(kind.count) }
            return id.isEmpty ? nil : String(id)
        }
        return nil
    }
}

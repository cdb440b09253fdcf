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

extension EngineLog {
    /// A step of a start that an engine's log tells the length of.
    package enum Step: Sendable, Equatable { case weights, engine, graphs }

    /// vLLM 0.32: `… [default_loader.py:501] Loading weights took 0.02 seconds` and
    /// `… [core.py:402] init engine (profile, create kv cache, warmup model) took 2.29 s`, older ones with `seconds`; SGLang:
    /// `Load weight end. elapsed=12.34 s, …` and `Capture cuda graph end. Time elapsed: 5.31 s.`
    package static func start(in line: String) -> (step: Step, seconds: Double)? {
        let forms: [(Step, String, String)] = [
            (.weights, "Loading weights took ", ""), (.engine, "init engine (", ") took "), (.weights, "Load weight end. ", "elapsed="),
            (.graphs, "Capture cuda graph end. ", "Time elapsed: "),
        ]
        for (step, words, then) in forms {
            guard let found = line.firstRange(of: words) else { continue }
            var rest = line[found.upperBound...]
            if !then.isEmpty {
                guard let further = rest.firstRange(of: then) else { continue }
                rest = rest[further.upperBound...]
            }
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard rest.dropFirst(number.count).hasPrefix(" s"), let seconds = Double(number), (0...1e6).contains(seconds) else { continue }
            return (step, seconds)
        }
        return nil
    }
}

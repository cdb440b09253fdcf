import Testing
import WireFormats

struct EngineLogTests {
    @Test(arguments: [
        ("(APIServer pid=9) INFO 02-13 11:33:33 [logger.py:49] Received request chatcmpl-failtop-ab12-3: params: SamplingParams(n=1)", "failtop-ab12-3"),
        ("(APIServer pid=9) INFO 02-13 11:33:33 [async_llm.py:382] Added request chatcmpl-failtop-ab12-3-a8a65d16.", "failtop-ab12-3-a8a65d16"),
        ("INFO 10-01 18:43:27 logger.py:36] Received request cmpl-failtop-ab12-3-0: prompt: 'How to'", "failtop-ab12-3-0"),
        ("INFO 04-10 03:35:45 [async_llm.py:204] Added request chatcmpl-b654b653.", "b654b653"),
        ("INFO:     10.80.23.18:51408 - \"POST /v1/chat/completions HTTP/1.1\" 200 OK", nil),
        ("Received request ", nil),
        ("Received request \u{1b}[31m", nil),
    ] as [(String, String?)])
    func aLineNamesItsRequest(_ line: String, _ id: String?) {
        #expect(EngineLog.request(in: line) == id)
    }
}

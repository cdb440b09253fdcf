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

extension EngineLogTests {
    @Test(arguments: [
        ("(Worker pid=20) INFO 11-26 17:41:33 [default_loader.py:501] Loading weights took 0.02 seconds", .weights, 0.02),
        ("(EngineCore pid=11) INFO 11-26 17:41:36 [core.py:402] init engine (profile, create kv cache, warmup model) took 2.29 s", .engine, 2.29),
        ("INFO 01-02 [core.py:171] init engine (profile, create kv cache, warmup model) took 40.68 seconds", .engine, 40.68),
        ("[2026-01-02 TP0] Load weight end. elapsed=12.34 s, type=LlamaForCausalLM, dtype=torch.bfloat16", .weights, 12.34),
        ("[2026-01-02 TP0] Capture cuda graph end. Time elapsed: 5.31 s. mem usage=1.0 GB.", .graphs, 5.31),
        ("Loading weights took 1e9 seconds", nil, 0), ("Loading weights took  seconds", nil, 0), ("Loading weights took 3 minutes", nil, 0),
        ("Initializing model took 0.17 seconds", nil, 0),
    ] as [(String, EngineLog.Step?, Double)])
    func aLineTellsHowLongAStepTook(_ line: String, _ step: EngineLog.Step?, _ seconds: Double) {
        let start = EngineLog.start(in: line)
        #expect(start?.step == step && start?.seconds ?? 0 == seconds)
    }
}

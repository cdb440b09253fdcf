import Testing
import TrafficModel

struct RefusalTests {
    @Test(arguments: [
        (#"{"apiVersion":"v1","code":503,"kind":"Status","message":"error trying to reach service: dial tcp 10.0.0.2:8000: connect: connection refused","#,
            "HTTP 503: error trying to reach service: dial tcp 10.0.0.2:8000: connect: connection refused"),
        (#"{"error":{"message":"The model `x` does not exist.","type":"NotFoundError"}}"#, "HTTP 503: The model `x` does not exist."),
        (#"{"detail":"No \"ready\"\nengines"}"#, #"HTTP 503: No "ready" engines"#),
        (#"{"error": "Model not found"}"#, "HTTP 503: Model not found"),
        (#"{"message":"cut in the mid"#, "HTTP 503: cut in the mid"),
        (#"{"message":"#, #"HTTP 503: {"message":"#),
        (#"{"detail":[{"loc":["body"],"msg":"missing"}]}"#, #"HTTP 503: {"detail":[{"loc":["body"],"msg":"missing"}]}"#),
        ("no engine", "HTTP 503: no engine"),
        ("", "HTTP 503"),
    ])
    func whatAPersonIsTold(_ body: String, _ words: String) {
        #expect(Refusal(status: 503, body: body).words == words)
    }
}

import Testing

@testable import KubernetesClient

/// Keys in command lines of pods stay out of all that is shown and recorded.
struct KeyFlagsTests {
    @Test(arguments: [
        (["serve", "--api-key", "sk-1", "--port", "8000"], ["serve", "--api-key", "[key]", "--port", "8000"]),
        (["--api-key", "k1", "k2", "--port", "80"], ["--api-key", "[key]", "[key]", "--port", "80"]),
        (["--api_key=sk-1", "m"], ["--api_key=[key]", "m"]), (["--admin-api-key", "sk-1"], ["--admin-api-key", "[key]"]),
        (["sh", "-c", "exec vllm serve m --api-key sk-1"], ["sh", "-c", "exec vllm serve m --api-key [key]"]),
        (["vllm serve --api-key k1 'k 2' --port 1; sleep 9"], ["vllm serve --api-key [key] --port 1; sleep 9"]),
        (["vllm serve --api-key=\"sk-1\" && exit"], ["vllm serve --api-key=[key] && exit"]),
        (["VLLM_API_KEY=sk-1 vllm serve m"], ["VLLM_API_KEY=[key] vllm serve m"]),
        (["--session-key", "x-user-id", "--api-key-env", "K"], ["--session-key", "x-user-id", "--api-key-env", "K"]),
    ])
    func keysAreTakenOut(_ arguments: [String], _ expected: [String]) {
        #expect(KeyFlags.redacted(arguments) == expected)
    }

    @Test func eventsQuoteCommandLines() {
        var event = WireClusterEvent(metadata: WireMetadata(), message: "exec: --api-key sk-1")
        event.metadata?.uid = "u"
        #expect(event.model?.message == "exec: --api-key [key]")
    }
}

import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// What follows from lines of other versions of routers, and from flags in a shell's script.
struct OtherRouterVersionTests {
    @Test func thePrefillWorkerIsToldAndDoesNotServe() throws {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.logged(at: 1.1, .prefilled(request: id, worker: Story.worker(11)))
        #expect(story.state.conversation[id]?.routes.isEmpty == true)
        story.logged(at: 1.2, .routed(request: id, session: nil, worker: Story.worker(12), attempt: 1))
        let record = try #require(story.state.conversation[id])
        #expect(story.state.letter(of: record.prefill?.pod) == "A" && story.state.activePod?.letter == "B")
    }

    @Test func anUnknownVersionIsAFinding() {
        var story = Story.steady()
        #expect(!story.state.checks.contains { $0.id == "router-version" })
        story.logged(at: 1, .notUnderstood("Routing request r1 towards h"))
        story.logged(at: 2, .notUnderstood("another"))
        let check = story.state.checks.first { $0.id == "router-version" }
        #expect(check?.detail.contains("2 lines") == true && check?.evidence.first?.value == "Routing request r1 towards h")
    }

    @Test(arguments: [
        ["sh", "-c", "exec vllm-router --host 0.0.0.0 --routing-logic session --session-key 'x-user-id'"],
        ["/bin/bash", "-lc", "vllm-router \\\n  --routing-logic=session \\\n  --session-key=\"x-user-id\" && true"],
        ["--routing-logic", "session", "--session-key", "x-user-id"],
    ])
    func flagsAreReadInAScriptToo(arguments: [String]) {
        let read = RouterArguments(arguments)
        #expect(read.routing?.value == "session" && read.sessionKey == "x-user-id" && read.keepsSessions == true)
    }
}

import TestSupport
import Testing
import TrafficModel

/// Routing lines that name a session and no request, as `vllm-router` writes them: one for each attempt.
struct SessionLineTests {
    private func line(_ session: String, _ host: Int) -> RouterLogMessage {
        .sessionRouted(session: session, worker: Story.worker(host))
    }

    @Test func itTellsThePodOfTheRequestThatWasJustSent() throws {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        story.logged(at: 1.05, line("9999", 12))
        let record = try #require(story.state.conversation.current)
        #expect(record.routes.map(\.evidence) == [.sessionLine])
        #expect(story.state.activePod?.letter == "B")
        #expect(story.state.sessions["9999"]?.requests == 1)
    }

    @Test func aKillNeedsNoTypedName() {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        story.logged(at: 1.05, line("9999", 12))
        story.press(.killActive)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.typing == nil)
    }

    @Test func linesOfOthersAndOfOtherTimesAreNotOurs() {
        var story = Story.steady()
        story.logged(at: 0.9, line("9999", 13))
        story.tell(at: 1, .action(.send))
        story.logged(at: 1.05, line("user-1", 12))
        #expect(story.state.conversation.current?.routes.isEmpty == true)
        let id = story.state.conversation.current?.id ?? ""
        story.logged(at: 1.06, line("9999", 11))
        story.tell(at: 1.1, .stream(.opened(id, status: 200)))
        story.logged(at: 4, line("9999", 13))
        #expect(story.state.letter(of: story.state.conversation.current?.routes.last?.pod) == "A", "somebody else's request, long after")
        let old = RouterLogEntry(routerPod: "r", message: line("9999", 12), loggedAt: story.state.start.wallClockAtZero - 60)
        story.tell(at: 4.1, .router(.log(old)))
        #expect(story.state.conversation.current?.routes.count == 1)
    }

    @Test func attemptsOfOneRequestAreCountedAsOne() throws {
        var story = Story.steady()
        let before = try #require(story.state.sessions["user-1"]?.requests)
        for _ in 0..<4 {
            story.logged(at: 2, line("user-1", 12))
            story.logged(at: 2, .workerFailed(worker: Story.worker(12), problem: "refused"))
        }
        story.logged(at: 2, line("user-1", 13))
        let record = try #require(story.state.sessions["user-1"])
        #expect(record.requests == before + 1)
        #expect(record.errors == 0, "the request was served in the end")
        #expect(story.state.letter(of: record.route?.pod) == "C")
    }

    @Test func probesOfOtherSessionsAreToldTheSameWay() {
        var world = TestWorld()
        world.namesNoRequest = true
        let report = world.play()
        #expect(report.verdict == .fail, "the answer is cut")
        #expect(report.rounds.first?.results[1].outcome == .pass)
    }
}

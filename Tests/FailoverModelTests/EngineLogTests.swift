import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// The engines' own logs tell who serves, where nothing else does.
struct EngineLogTests {
    private func asked() -> (Story, RequestID) {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? ""
        story.tell(at: 1.1, .stream(.opened(id, status: 200)))
        return (story, id)
    }

    @Test func theyAreReadOnlyWhereNothingElseTells() {
        var (story, id) = asked()
        #expect(story.tell(at: 2, .ticked).isEmpty)
        let commands = story.tell(at: 3.2, .ticked)
        guard case .followLogs(let targets)? = commands.first else {
            Issue.record("\(commands)")
            return
        }
        #expect(targets.map(\.isEngine) == [false, true, true, true])
        #expect(targets.dropFirst().map(\.container) == ["vllm", "vllm", "vllm"])
        #expect(story.tell(at: 4, .ticked).isEmpty, "once")
        let pod = Story.engine("4psb7", host: 12).identity
        story.tell(at: 4, .router(.engineLog(EngineLogEntry(pod: pod, request: "\(id)-a8a65d16"))))
        #expect(story.state.activeRoute?.evidence == .engineLog)
        #expect(story.state.activePod?.letter == "B")
        let newcomer = story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("new", host: 14)))))
        #expect(newcomer.contains { if case .followLogs(let all) = $0 { all.count == 5 } else { false } })
    }

    @Test func aLogThatTellsKeepsThemClosed() {
        var story = Story.steady()
        story.ask(at: 1, host: 12, tokens: 60)
        #expect(story.tell(at: 9, .ticked).isEmpty)
    }

    /// Routes after lines of A and B, in the order in which they are read, with the seconds at which they were written.
    private func routes(_ lines: [(pod: Pod, written: Double?)]) -> [Route] {
        var (story, id) = asked()
        for (index, line) in lines.enumerated() {
            let loggedAt = line.written.map { story.state.start.wallClockAtZero + $0 }
            let entry = EngineLogEntry(pod: line.pod.identity, request: id, loggedAt: loggedAt)
            story.tell(at: 8 + Double(index), .router(.engineLog(entry)))
        }
        return story.state.conversation[id]?.routes ?? []
    }

    @Test func aRequestThatMovedIsWhereItWasLoggedLast() {
        let (a, b) = (Story.engine("8wt2h", host: 11), Story.engine("4psb7", host: 12))
        let moved = routes([(a, 2), (b, 5)])
        #expect(moved.map(\.pod) == [a.identity, b.identity])
        #expect(moved.map(\.evidence) == [.engineLog, .engineLog])
        #expect(routes([(b, 5), (a, 2)]).map(\.pod) == [b.identity], "the older line is read later")
        let unknown = routes([(a, nil), (b, 5), (a, nil)])
        #expect(unknown.last?.pod == b.identity && unknown.last?.evidence.isGuess == true)
    }

    @Test func anotherRequestIsNotOurs() {
        var (story, id) = asked()
        let pod = Story.engine("4psb7", host: 12).identity
        story.tell(at: 2, .router(.engineLog(EngineLogEntry(pod: pod, request: "\(id)2"))))
        #expect(story.state.activePod == nil)
    }

    @Test func theRoutersOwnLineStands() {
        var story = Story.steady()
        let (id, _) = story.ask(at: 1, host: 12, tokens: 3)
        story.tell(at: 2, .router(.engineLog(EngineLogEntry(pod: Story.engine("cn9tb", host: 13).identity, request: id))))
        #expect(story.state.conversation[id]?.routes.map(\.evidence) == [.ownRequest])
    }
}

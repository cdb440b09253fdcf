import ClusterModel
@testable import FailoverModel
import TestSupport
import Testing

/// `l`: the log of a pod's container over the board.
struct PodLogTests {
    private static let pod = Story.engine("8wt2h", host: 11)
    private static let request = PodLogRequest(namespace: "default", pod: pod.identity, container: "vllm")

    /// Lines of one second each, from the start of the run on.
    private static func lines(_ count: Int) -> PodLogAnswer {
        .lines((0..<count).map { PodLogLine(at: 1_795_464_480 + Double($0), text: $0.isMultiple(of: 2) ? "INFO even \($0)" : "ERROR odd \($0)") })
    }

    private static func opened() -> Story {
        var story = Story.steady()
        story.tell(at: 10, .action(.podLog))
        story.tell(at: 10.1, .podLogRead(request, lines(8)))
        return story
    }

    private static func view(_ story: Story) -> PodLogView? {
        if case .log(let view) = story.state.navigation.dialog { view } else { nil }
    }

    @Test func itAsksForTheSelectedPodsServingContainer() throws {
        var story = Story.steady()
        #expect(story.tell(at: 10, .action(.podLog)) == [.readPodLog(Self.request)])
        #expect(try #require(Self.view(story)).readAt == nil)
        #expect(story.tell(at: 15, .ticked).isEmpty, "one question at a time")
        story.tell(at: 16, .podLogRead(Self.request, Self.lines(8)))
        #expect(story.tell(at: 17, .ticked).isEmpty)
        #expect(story.tell(at: 18, .ticked) == [.readPodLog(Self.request)], "it follows while it is looked at")
        story.press(.dismiss)
        #expect(story.tell(at: 30, .ticked).isEmpty)
    }

    @Test(arguments: [
        ([.move(.up), .move(.up)], 2), ([.move(.home)], 7), ([.move(.home), .move(.end)], 0), ([.move(.pageUp), .move(.down)], 6), ([.move(.down)], 0),
    ] as [([Action], Int)])
    func itScrollsFromTheEnd(_ actions: [Action], _ back: Int) {
        var story = Self.opened()
        for action in actions { story.press(action) }
        #expect(Self.view(story)?.back == back)
    }

    @Test func whoReadsFurtherUpStaysThere() {
        var story = Self.opened()
        story.press(.move(.up), .move(.up))
        story.tell(at: 13, .podLogRead(Self.request, Self.lines(11)))
        #expect(Self.view(story)?.back == 5)
    }

    @Test func theFilterIsTyped() {
        var story = Self.opened()
        story.press(.filter, .type("OD"), .type("x"), .erase)
        #expect(Self.view(story)?.shown.map(\.text) == ["ERROR odd 1", "ERROR odd 3", "ERROR odd 5", "ERROR odd 7"])
        story.press(.confirm)
        #expect(Self.view(story)?.isTyping == false && Self.view(story)?.filter == "OD")
        story.press(.filter, .dismiss)
        #expect(Self.view(story)?.shown.count == 8)
    }

    @Test func previousIsAnotherQuestion() {
        var story = Self.opened()
        var previous = Self.request
        previous.isPrevious = true
        #expect(story.press(.previousLog) == [.readPodLog(previous)])
        story.tell(.podLogRead(Self.request, Self.lines(3)))
        #expect(Self.view(story)?.lines.isEmpty == true, "an answer to the question before")
        story.tell(.podLogRead(previous, .refused("no such container: p shows its present run")))
        #expect(Self.view(story)?.problem == "no such container: p shows its present run")
    }

    @Test func theLineOfTheFault() {
        var story = Story.steady()
        var dying = Self.pod
        dying.isTerminating = true
        story.tell(at: 4.5, .kubernetes(.pods(.changed(dying))))
        story.tell(at: 10, .action(.podLog), .podLogRead(Self.request, Self.lines(8)))
        story.press(.faultLine)
        #expect(Self.view(story)?.faultLine == 4 && Self.view(story)?.back == 3)
    }

    @Test func inThePastAndInARecordingNothingIsAsked() {
        var story = Story.steady()
        story.press(.pause)
        #expect(!story.tell(at: 10, .action(.podLog)).contains { if case .readPodLog = $0 { true } else { false } })
        var navigation = Story.steady().state.navigation
        navigation.view(.podLog, incidents: 0)
        #expect(navigation.dialog == .log(nil))
        navigation.view(.dismiss, incidents: 0)
        #expect(navigation.dialog == nil)
    }

    @Test func noRecordingHoldsIt() {
        #expect(!Fact.podLogRead(Self.request, Self.lines(1)).isRecorded && Fact.ticked.isRecorded)
    }
}

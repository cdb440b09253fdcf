import ClusterModel
import FailoverModel
import ProbeModel
import TestSupport
import Testing
import TrafficModel

/// Several answers at once: where the further sessions land, which key does what.
struct SideAnswerTests {
    /// Three engines; the router's log says at once where a request went, by what the test has for it.
    private struct Room {
        var story: Story
        /// Where further sessions land, in the order in which they are tried.
        var landings: [Int]

        init(landings: [Int], _ change: (inout Settings) -> Void = { _ in }) {
            story = Story.steady(change)
            self.landings = landings
            story.ask(at: 1, host: 11, tokens: 20)
        }

        /// Answers what is asked until nothing is; the engine that got the question.
        mutating func press(at time: Double) -> Int? {
            var commands = story.tell(at: time, .action(.send))
            var at = time
            var host: Int?
            while let request = commands.lazy.compactMap(\.request).first {
                at += 0.05
                host = request.purpose == .probe ? landings.removeFirst() : host
                story.tell(at: at, .stream(.opened(request.id, status: 200)))
                story.route(request.id, session: request.session, to: host ?? 0)
                story.tell(at: at + 0.01, .stream(.text(request.id, "Good")))
                if request.purpose == .question { return host }
                commands = story.tell(.stream(.finishReason(request.id, "length")), .stream(.closed(request.id, .cleanEnd)))
                commands += story.tell(at: at + 0.02, .ticked)
            }
            return nil
        }
    }

    @Test func aFurtherAnswerIsOnAnotherEngine() throws {
        var room = Room(landings: [11, 11, 13])
        #expect(room.press(at: 3) == 13)
        #expect(room.story.state.shownAnswers.map(\.label) == ["9999", "s2"])
        #expect(room.story.state.shownAnswers[1].story.last?.routes.last?.pod?.name == Story.prefix + "cn9tb")
    }

    @Test func theThirdIsOnTheThirdAndTheFourthWhereItComes() {
        var room = Room(landings: [12, 12, 11, 13, 11])
        #expect(room.press(at: 3) == 12 && room.press(at: 4) == 13 && room.press(at: 5) == 11)
        #expect(room.story.state.shownAnswers.map(\.label) == ["9999", "s2", "s3", "s4"])
    }

    /// A router that sends all of them to one engine is not asked for ever.
    @Test func whereNoOtherEngineCanBeFoundItTakesWhatItGets() {
        var room = Room(landings: Array(repeating: 11, count: 40))
        #expect(room.press(at: 3) == 11 && room.landings.count == 28)
    }

    @Test func aComparisonIsOnTheSameEngineAndOnlyObserved() throws {
        var room = Room(landings: [12, 13, 11]) { settings in
            settings.onBreak = .resume
            settings.comparesPolicies = true
        }
        #expect(room.press(at: 3) == 11)
        let conversations = room.story.state.traffic.conversations
        #expect(conversations[session: "9999"]?.policy == .resume)
        #expect(conversations[session: room.story.state.shownAnswers[1].session]?.policy == .observe)
    }

    @Test func whoseAnswerIsOverAsksAnewBeforeOneIsAdded() throws {
        var room = Room(landings: [12])
        _ = room.press(at: 3)
        let side = try #require(room.story.state.shownAnswers[1].story.last)
        room.story.tell(at: 5, .stream(.finishReason(side.id, "stop")), .stream(.closed(side.id, .cleanEnd)))
        let request = room.story.tell(at: 6, .action(.send)).lazy.compactMap(\.request).first
        #expect(request?.session == side.request.session && request?.purpose == .question)
    }

    @Test func oneIsHiddenAndOneIsCancelled() throws {
        var room = Room(landings: [12, 13])
        _ = room.press(at: 3)
        _ = room.press(at: 4)
        room.story.press(.answers, .move(.down), .confirm)
        #expect(room.story.state.shownAnswers.map(\.label) == ["9999", "s3"])
        let id = try #require(room.story.state.answersAsked[1].story.last?.id)
        #expect(room.story.press(.cancelAnswer) == [.cancel(id)])
        room.story.press(.move(.up), .confirm)
        #expect(room.story.state.shownAnswers.first?.label == "9999", "the watched one stays")
        room.story.press(.dismiss, .startOver)
        #expect(room.story.state.shownAnswers.map(\.label) == ["9999"])
    }

    @Test func withOneAnswerThereIsNothingToChoose() {
        var story = Story.steady()
        story.press(.answers)
        #expect(story.state.navigation.dialog == nil && story.state.navigation.notice?.text.contains("s while it streams") == true)
    }
}

extension Command {
    fileprivate var request: StreamRequest? {
        if case .send(let request) = self { request } else { nil }
    }
}

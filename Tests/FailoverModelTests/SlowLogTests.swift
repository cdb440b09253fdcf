import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// A router that moves a stream says so in its log, and logs come late: the gap is that of the tokens all the same.
struct SlowLogTests {
    /// A streams from 1.1 s to 2.95 s and is killed at 3 s; B goes on from 3.4 s. The line of the move was written at 3.01 s,
    /// by a clock that is off by `skew`, and arrives at `arrival`.
    private func moved(arrival: Double, skew: Double = 0, hasTime: Bool = true) -> Story {
        var story = Story.steady()
        let (id, _) = story.ask(at: 1, host: 11, tokens: 38)
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .force)
        var facts: [(Double, Fact)] = [(3, .kubernetes(.killAccepted(order)))]
        let message = RouterLogMessage.routed(request: id, session: "9999", worker: Story.worker(12), attempt: 2)
        let written = story.state.start.wallClockAtZero + 3.01 + skew
        facts.append((arrival, .router(.log(RouterLogEntry(routerPod: "router", message: message, loggedAt: hasTime ? written : nil)))))
        for index in 0..<40 { facts.append((3.4 + Double(index) * 0.05, .stream(.text(id, "w ")))) }
        for (at, fact) in facts.sorted(by: { $0.0 < $1.0 }) { story.tell(at: at, fact) }
        return story
    }

    @Test(arguments: [
        (3.02, 0, true), (3.7, 0, true), (4.9, 0, true), (4.9, 0.4, true), (4.9, -0.4, true), (3.02, 0, false), (4.9, 0, false),
    ])
    func theServiceGapIsTheTokens(_ arrival: Double, _ skew: Double, _ hasTime: Bool) throws {
        let story = moved(arrival: arrival, skew: skew, hasTime: hasTime)
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.marks[.lastToken]?.at == Moment(.seconds(2.95)))
        #expect(incident.marks[.firstToken]?.at == Moment(.seconds(3.4)))
        #expect(incident.lead?.successor == Story.engine("4psb7", host: 12).identity)
        let runs = try #require(story.state.conversation.current?.runs)
        #expect(runs.map(\.range) == [0..<38, 38..<78])
    }

    @Test func aRequestThatWasTriedElsewhereFirstHasAllItsTokensFromTheOther() throws {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.route(id, session: "9999", to: 11)
        story.tell(at: 1.1, .stream(.opened(id, status: 200)))
        story.route(id, session: "9999", to: 12, attempt: 2)
        for index in 0..<9 { story.tell(at: 1.2 + Double(index) * 0.05, .stream(.text(id, "w "))) }
        #expect(story.state.conversation.current?.runs == [TokenRun(pod: Story.engine("4psb7", host: 12).identity, range: 0..<9)])
    }

    /// The connection of a log may be live while its lines are not.
    @Test func aLogWhoseLinesComeLateSaysSo() {
        var story = Story.steady()
        let pod = Story.routerPod().name
        func line(at seconds: Double, lag: Double) {
            let written = story.state.start.wallClockAtZero + seconds - lag
            story.tell(at: seconds, .router(.log(RouterLogEntry(routerPod: pod, message: .unknown(lines: 1), loggedAt: written))))
        }
        story.tell(at: 1, .router(.logSource(pod: pod, .live)))
        line(at: 2, lag: 600)
        #expect(story.state.cluster.sources[.routerLog].isLive, "that is history")
        line(at: 20, lag: 1)
        #expect(story.state.cluster.sources[.routerLog].isLive)
        line(at: 30, lag: 8)
        #expect(story.state.cluster.sources[.routerLog].reason == "its lines come 8 s after they were written")
        line(at: 31, lag: 0.2)
        #expect(story.state.cluster.sources[.routerLog].isLive)
    }
}

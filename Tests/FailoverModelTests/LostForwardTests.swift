import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// A request that breaks with the port-forward tells nothing of the router.
struct LostForwardTests {
    /// What is made of an engine's loss whose request broke so many seconds before the end of the forward was told.
    private func results(brokeBefore delay: Double?, refused: Bool = false) throws -> [ExpectationResult] {
        var story = Story.steady { $0.routerAccess = .portForward }
        story.tell(.router(.forward(RouterForward(state: .live, port: 4321))))
        let (id, end) = story.ask(at: 1, host: 11, tokens: 20)
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        story.tell(at: end + 0.01, .kubernetes(.pods(.changed(dying))))
        if refused { story.tell(at: end + 0.4, .stream(.errorEvent(id, "engine died"))) }
        story.tell(at: end + 0.5, .stream(.closed(id, .brokenEnd("connection reset"))))
        if let delay {
            let down = RouterForward(
                state: .stale(since: .zero, reason: "ended"), port: 4321, restarts: 1, lastEnd: "lost connection to pod")
            story.tell(at: end + 0.5 + delay, .router(.forward(down)))
        }
        story.tell(at: end + 301, .ticked)
        return story.state.results(of: try #require(story.state.incidents.all.first))
    }

    @Test func itIsInconclusive() throws {
        let results = try results(brokeBefore: 0.3)
        #expect(results.prefix(3).allSatisfy { $0.outcome == .inconclusive }, "\(results)")
        #expect(results[0].detail.contains("our own path to the router failed meanwhile (lost connection to pod)"))
        #expect(results[3].outcome == .fail, "no replacement is no matter of the forward")
    }

    @Test func whatTheRouterBrokeItDid() throws {
        #expect(try results(brokeBefore: nil)[0].outcome == .fail)
        #expect(try results(brokeBefore: 5)[0].outcome == .fail, "long before")
        #expect(try results(brokeBefore: 0.3, refused: true)[0].outcome == .fail, "it said so itself")
    }
}

import ClusterModel
import DrillModel
@testable import FailoverModel
import IncidentModel
import TestSupport
import Testing
@testable import TrafficModel

/// Eight conversations at once, broken by one kill: each has marks and a result of its own.
struct EightConversationsTests {
    private static let sessions = (1...8).map { "chat-\($0)" }

    @Test func eachIsHitAndServedByItself() throws {
        var story = EightStory()
        story.play()
        let incident = try #require(story.state.incidents.all.last)
        #expect(Array(incident.impacts.keys) == Self.sessions)
        for (index, session) in Self.sessions.enumerated() {
            let impact = try #require(incident.impacts[session])
            let expected = 0.1 + Double(index) * 0.1
            #expect(abs(try #require(impact.serviceGap).seconds - expected) < 0.001, "\(session)")
            #expect(impact.marks[.breakSeen] != nil && impact.successor?.name == Story.prefix + "4psb7")
            #expect(story.state.traffic.conversations[session: session]?.records.count == 2)
        }
        let results = story.state.results(of: incident)
        #expect(results[0].outcome == .fail && results[0].detail.hasPrefix("8 of 8 sessions: "))
        #expect(results[1].outcome == .pass && results[2].outcome == .pass)
    }

    /// Plays the reducer itself, as the story asks for the watched session only.
    private struct EightStory {
        var state = Story.steady().state
        private var requests: [String: RequestID] = [:]

        private mutating func tell(_ at: Double, _ fact: Fact) { _ = reduce(into: &state, Event(at: Moment(.seconds(at)), fact)) }

        private mutating func route(_ id: RequestID, _ session: String, to host: Int, at: Double) {
            let line = RouterLogMessage.routed(request: id, session: session, worker: Story.worker(host), attempt: 1)
            tell(at, .router(.log(RouterLogEntry(routerPod: "router", message: line))))
        }

        mutating func play() {
            for session in EightConversationsTests.sessions {
                let id = "eight-\(session)"
                requests[session] = id
                _ = state.traffic.ask(Inquiry(id: id, session: session, purpose: .question), at: Moment(.seconds(1)))
                tell(1.01, .stream(.opened(id, status: 200)))
                route(id, session, to: 11, at: 1.02)
            }
            for step in 0..<18 {
                for session in EightConversationsTests.sessions { tell(1.1 + Double(step) * 0.05, .stream(.text(requests[session] ?? "", " t\(step)"))) }
            }
            let last = 1.1 + 17 * 0.05
            var dying = Story.engine("8wt2h", host: 11)
            dying.isTerminating = true
            tell(last + 0.01, .kubernetes(.pods(.changed(dying))))
            for session in EightConversationsTests.sessions { tell(last + 0.02, .stream(.closed(requests[session] ?? "", .cleanEnd))) }
            for (index, session) in EightConversationsTests.sessions.enumerated() {
                guard let next = state.traffic.conversations[session: session]?.current else { continue }
                route(next.id, session, to: 12, at: last + 0.03)
                tell(last + 0.1 + Double(index) * 0.1, .stream(.opened(next.id, status: 200)))
                for step in 0..<8 { tell(last + 0.1 + Double(index) * 0.1 + Double(step) * 0.001, .stream(.text(next.id, " n\(step)"))) }
            }
        }
    }
}

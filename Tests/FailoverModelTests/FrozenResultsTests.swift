import ClusterModel
import FailoverModel
import Foundation
import IncidentModel
import TestSupport
import Testing

/// Nothing that happens after an incident closed changes what is told of it.
struct FrozenResultsTests {
    private static func told(_ state: State, _ incident: Int) throws -> [Data] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let found = try #require(state.incidents.all.first { $0.number == incident })
        let round = state.incidents.round(of: found, number: 1, at: state.now, cluster: state.cluster, traffic: state.traffic)
        let line = state.incidents.line(of: found, at: state.now, cluster: state.cluster, traffic: state.traffic)
        return [
            try encoder.encode(state.results(of: found)), try encoder.encode(round), try encoder.encode(line),
            Data(state.summary(of: found).utf8),
        ]
    }

    @Test func theyAreTheSameByteForByteLater() throws {
        var story = Story.killed()
        let incident = try #require(story.state.incidents.all.last)
        for second in [12.0, 14, 16, 20] where story.state.incidents.all.last?.isOpen == true { story.tell(at: second, .ticked) }
        let closed = try #require(story.state.incidents.all.last?.closedAt).seconds
        #expect(story.state.incidents.all.last?.isOpen == false)
        let frozen = try Self.told(story.state, incident.number)
        // A second later: another engine is lost in the middle of nothing.
        story.tell(at: max(closed + 1, story.time), .kubernetes(.pods(.removed(Story.engine("cn9tb", host: 13)))))
        #expect(try Self.told(story.state, incident.number) == frozen)
        // A minute later: an autoscaler moves, and the sessions go elsewhere.
        story.tell(at: closed + 60, .kubernetes(.pods(.changed(Story.engine("e5e5e", host: 15)))))
        for user in 1...6 { story.route("late-\(user)", session: "user-\(user)", to: 15) }
        #expect(try Self.told(story.state, incident.number) == frozen)
        // An hour later: the router was started anew, and another engine was killed.
        story.tell(at: closed + 3_500, .kubernetes(.pods(.removed(Story.routerPod()))))
        story.tell(at: closed + 3_510, .kubernetes(.pods(.changed(Story.routerPod("new99")))))
        story.tell(at: closed + 3_590, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.tell(at: closed + 3_600, .ticked)
        #expect(try Self.told(story.state, incident.number) == frozen)
    }
}

import ClusterModel
import FailoverModel
import Foundation
import IncidentModel
import TestSupport
import Testing

/// What a closed incident leaves behind.
struct HistoryRecordTests {
    private static func kept(_ commands: [Command]) -> [IncidentRecord] {
        commands.compactMap { if case .keep(let record) = $0 { record } else { nil } }
    }

    @Test func aClosedIncidentIsKeptOnceAsItWasJudged() throws {
        var story = Story.steady()
        var told = story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        told += story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("n1", host: 22, ready: false)))))
        told += story.tell(at: 6, .kubernetes(.pods(.changed(Story.engine("n1", host: 22)))))
        #expect(Self.kept(told).isEmpty, "it is open")
        told = story.tell(at: 60, .ticked)
        let record = try #require(Self.kept(told).first)
        #expect(Self.kept(told).count == 1)
        #expect(record.context == "kind-demo" && record.incident.pod == Story.engine("4psb7", host: 12).name)
        #expect(record.incident.closedAt != nil && !record.incident.open && record.incident.results.count == 4)
        #expect(record.incident.results == story.state.incidents.all.first?.closure?.results)
        #expect(Self.kept(story.tell(at: 61, .ticked)).isEmpty)
    }

    /// A board on the kubeconfig of a demo looks at no real cluster.
    @Test(arguments: [("v1.36.0", false), ("v1.32.0+failtop-demo", true)]) func aDemoIsNoRealCluster(_ version: String, _ isEmbedded: Bool) throws {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.connected(ClusterIdentity(context: "c", namespace: "default", version: version))))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.tell(at: 6, .kubernetes(.pods(.changed(Story.engine("n1", host: 22)))))
        let record = try #require(Self.kept(story.tell(at: 60, .ticked)).first)
        #expect(record.embedded == isEmbedded)
    }

    @Test func textFromOutsideIsCleanedAndBounded() throws {
        let json = """
            {"number":1,"pod":"p","uid":"u","cause":"deleted","detail":"d","planned":false,"open":false,"openedAt":"2026-11-23T20:08:02Z","marks":{},
             "failedRequests":0,"results":[],"evidence":[],"summary":"s"}
            """
        var line = try JSONDecoder().decode(IncidentLine.self, from: Data(json.utf8))
        line.pod = String(repeating: "p", count: 5_000)
        line.detail = "d\u{1B}[2J"
        line.evidence = Array(repeating: Evidence("o", "f", String(repeating: "v", count: 5_000)), count: 1_000)
        let record = IncidentRecord(context: "c\u{1B}", namespace: nil, image: nil, incident: line)
            .bounded { $0.replacing("\u{1B}", with: "?") }
        #expect(record.context == "c?" && record.incident.detail == "d?[2J")
        #expect(record.incident.pod.count == 400 && record.incident.evidence.count == 20)
        #expect(record.incident.evidence.allSatisfy { $0.value.count == 400 })
    }
}

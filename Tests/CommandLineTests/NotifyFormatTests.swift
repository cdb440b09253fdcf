import Foundation
import IncidentModel
import Testing

@testable import failtop

/// `--notify-format`.
struct NotifyFormatTests {
    private static func news(_ event: String, planned: Bool = false) throws -> IncidentAnnouncement {
        let end = event == "closed" ? "\"closedAt\":\"2026-11-23T20:09:02Z\"," : ""
        let json = """
            {"schema":1,"event":"\(event)","context":"c","namespace":"n","incident":{"number":7,"pod":"p","uid":"u","cause":"deleted",\(end)
             "detail":"was deleted","planned":\(planned),"open":\(event == "opened"),"openedAt":"2026-11-23T20:08:02Z","marks":{},"failedRequests":2,
             "results":[],"evidence":[],"summary":"p & <!channel> \\u001b[2Jgone"}}
            """
        return try JSONDecoder().decode(IncidentAnnouncement.self, from: Data(json.utf8))
    }

    private static let table: [(NotifyFormat, String, String)] = [
        (.slack, "opened", #"{"mrkdwn":false,"text":"opened: p &amp; &lt;!channel&gt; gone\nrecording: /r.jsonl"}"#),
        (
            .alertmanager, "opened",
            #"[{"annotations":{"cause":"deleted","planned":"false","recording":"/r.jsonl","summary":"p & <!channel> gone"},"endsAt":"2026-11-24T20:08:02Z","#
                + #""labels":{"alertname":"FailtopIncident","context":"c","key":"k","namespace":"n","pod":"p"},"startsAt":"2026-11-23T20:08:02Z"}]"#
        ),
        (
            .alertmanager, "closed",
            #"[{"annotations":{"cause":"deleted","planned":"false","recording":"/r.jsonl","summary":"p & <!channel> gone"},"endsAt":"2026-11-23T20:09:02Z","#
                + #""labels":{"alertname":"FailtopIncident","context":"c","key":"k","namespace":"n","pod":"p"},"startsAt":"2026-11-23T20:08:02Z"}]"#
        ),
        (
            .pagerduty, "opened",
            #"{"dedup_key":"k","event_action":"trigger","payload":{"class":"deleted","component":"p","custom_details":{"detail":"was deleted","#
                + #""failedRequests":"2","recording":"/r.jsonl"},"severity":"critical","source":"c/n","summary":"p & <!channel> gone","timestamp":"2026-11-23T20:08:02Z"}}"#
        ),
    ]

    @Test(arguments: table) func eachIsWhatItsReaderTakes(_ format: NotifyFormat, _ event: String, _ body: String) throws {
        let told = try format.body(try Self.news(event), key: "k", recording: "/r.jsonl")
        #expect(String(decoding: told, as: UTF8.self) == body)
    }

    @Test func aPlannedChangeWakesNobodyAndItsEndResolves() throws {
        let told = try NotifyFormat.pagerduty.body(try Self.news("closed", planned: true), key: "k", recording: nil)
        let text = String(decoding: told, as: UTF8.self)
        #expect(text.contains("\"resolve\"") && text.contains("\"severity\":\"info\"") && !text.contains("recording"))
    }

    @Test func jsonIsTheAnnouncementWithTwoMoreFields() throws {
        let news = try Self.news("closed")
        let told = try NotifyFormat.json.body(news, key: "k", recording: "/r.jsonl")
        #expect(try JSONDecoder().decode(IncidentAnnouncement.self, from: told) == news)
        let text = String(decoding: told, as: UTF8.self)
        #expect(text.contains("\"key\":\"k\"") && text.contains("\"recording\":\"/r.jsonl\""))
    }

    @Test func theKeyIsTheIncidentsOwn() throws {
        let (one, other) = (NotifyCommand(command: "true"), NotifyCommand(command: "true"))
        #expect(try one.key(of: Self.news("opened")) == one.key(of: Self.news("closed")))
        #expect(try one.key(of: Self.news("opened")) != other.key(of: Self.news("opened")), "another run counts anew")
        var next = try Self.news("opened")
        next.incident.number = 8
        #expect(try one.key(of: next) != one.key(of: Self.news("opened")))
    }

    @Test func itNeedsACommand() {
        #expect(throws: (any Error).self) { try Failtop.parseAsRoot(["watch", "--notify-format", "slack"]) }
        #expect(throws: Never.self) { try Failtop.parseAsRoot(["watch", "--notify", "cat", "--notify-format", "pagerduty"]) }
    }

    @Test func pagerDutyNeedsItsKey() throws {
        let options = try WaitOptions.parse(["--notify", "cat", "--notify-format", "pagerduty"])
        #expect(throws: Failure.self) { try options.command(recording: nil, environment: [:]) }
        let command = try #require(try options.command(recording: nil, environment: ["PAGERDUTY_ROUTING_KEY": "r"]))
        let told = try command.format.body(try Self.news("opened"), key: "k", recording: nil, routingKey: command.routingKey)
        #expect(String(decoding: told, as: UTF8.self).contains("\"routing_key\":\"r\""))
    }
}

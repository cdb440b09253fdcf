import ArgumentParser
import Foundation
import IncidentModel
import TerminalCanvas

/// What the command of `--notify` gets on its standard input.
enum NotifyFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// The announcement itself, with `key` and `recording`.
    case json
    /// An incoming webhook's message.
    case slack
    /// The body of `POST /api/v2/alerts`.
    case alertmanager
    /// An event of the Events API v2, with the `routing_key` that `PAGERDUTY_ROUTING_KEY` holds.
    case pagerduty

    /// - Parameters:
    ///   - key: the same for the opening and the closing of an incident, and for no other.
    ///   - recording: a path; nil where nothing is recorded.
    ///   - routingKey: PagerDuty's.
    func body(_ news: IncidentAnnouncement, key: String, recording: String?, routingKey: String? = nil) throws -> Data {
        switch self {
        case .json: try KeyedAnnouncement(news: news, key: key, recording: recording).json()
        case .slack: try SlackMessage(news, recording: recording).json()
        case .alertmanager: try [Alert(news, key: key, recording: recording)].json()
        case .pagerduty: try PagerDutyEvent(news, key: key, recording: recording, routingKey: routingKey).json()
        }
    }
}

extension IncidentAnnouncement {
    fileprivate var summary: String { Sanitiser.line(incident.summary) }
    fileprivate var place: String { Sanitiser.line([context, namespace].compactMap { $0 }.joined(separator: "/")) }
}

/// The announcement's own fields, and two more.
private struct KeyedAnnouncement: Encodable {
    var news: IncidentAnnouncement
    var key: String
    var recording: String?

    private enum CodingKeys: CodingKey { case key, recording }

    func encode(to encoder: any Encoder) throws {
        try news.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key, forKey: .key)
        try container.encodeIfPresent(recording, forKey: .recording)
    }
}

private struct SlackMessage: Encodable {
    var text: String
    /// A pod's name is no markup.
    var mrkdwn = false

    init(_ news: IncidentAnnouncement, recording: String?) {
        let text = "\(news.event.rawValue): \(news.summary)" + (recording.map { "\nrecording: \($0)" } ?? "")
        // Slack's three control characters, mentions of everybody among what they make.
        self.text = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

private struct Alert: Encodable {
    /// What tells an alert from others: nothing that is refined later, as the cause is.
    var labels: [String: String]
    var annotations: [String: String]
    var startsAt: String?
    var endsAt: String?

    /// An opening is told once: without an end Alertmanager would take it for over after its `resolve_timeout`.
    private static let longest: TimeInterval = 86_400

    init(_ news: IncidentAnnouncement, key: String, recording: String?) {
        labels = ["alertname": "FailtopIncident", "key": key, "pod": Sanitiser.line(news.incident.pod)]
        labels["context"] = news.context.map(Sanitiser.line)
        labels["namespace"] = news.namespace.map(Sanitiser.line)
        annotations = ["summary": news.summary, "cause": news.incident.cause, "planned": "\(news.incident.planned)"]
        annotations["recording"] = recording
        let opened = try? Date(news.incident.openedAt, strategy: .iso8601)
        startsAt = opened?.formatted(.iso8601)
        switch news.event {
        case .opened: endsAt = opened?.addingTimeInterval(Self.longest).formatted(.iso8601)
        case .closed: endsAt = news.incident.closedAt
        }
    }
}

private struct PagerDutyEvent: Encodable {
    var routingKey: String?
    var action: String
    var key: String
    var payload: Payload

    private enum CodingKeys: String, CodingKey {
        case routingKey = "routing_key"
        case action = "event_action"
        case key = "dedup_key"
        case payload
    }

    struct Payload: Encodable {
        var summary: String
        var source: String
        var severity: String
        var timestamp: String?
        var component: String
        var kind: String
        var details: [String: String]

        private enum CodingKeys: String, CodingKey {
            case summary, source, severity, timestamp, component
            case kind = "class"
            case details = "custom_details"
        }
    }

    /// The API takes no more.
    private static let longestSummary = 1_024

    init(_ news: IncidentAnnouncement, key: String, recording: String?, routingKey: String?) {
        self.routingKey = routingKey
        action = news.event == .opened ? "trigger" : "resolve"
        self.key = key
        var details = ["detail": Sanitiser.line(news.incident.detail), "failedRequests": "\(news.incident.failedRequests)"]
        details["recording"] = recording
        let opened = try? Date(news.incident.openedAt, strategy: .iso8601)
        payload = Payload(
            summary: String(news.summary.prefix(Self.longestSummary)), source: news.place.isEmpty ? "failtop" : news.place,
            severity: news.incident.planned ? "info" : "critical", timestamp: opened?.formatted(.iso8601),
            component: Sanitiser.line(news.incident.pod), kind: news.incident.cause, details: details)
    }
}

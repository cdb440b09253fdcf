import ClusterModel
import DrillModel
import Foundation
import IncidentModel

/// A test or a doctor's look for a reader.
struct HTMLReport {
    let report: TestReport
    /// The recording as an SVG that plays by itself.
    let film: String?

    init(_ report: TestReport, film: String? = nil) {
        self.report = report
        self.film = film
    }

    var text: String {
        HTMLPage("\(report.title): \(Headline(report).word)") {
            banner
            list("facts", report.facts)
            if let film { recording(film) }
            for round in report.rounds { section(round) }
            gaps
            findings
            checks
        }.text
    }

    /// As an image: what it holds can neither run nor load anything.
    private func recording(_ film: String) -> Markup {
        Markup("figure") {
            Markup("figcaption") { "The recording, as the board showed it; it begins again by itself" }
            Markup(
                "img", ["class": "film", "alt": "The board during the run", "src": "data:image/svg+xml;base64,\(Data(film.utf8).base64EncodedString())"])
        }
    }

    private var banner: Markup {
        let headline = Headline(report)
        return Markup("header", ["class": "banner \(headline.tone.rawValue)"]) {
            Markup("p", ["class": "kind"]) { report.title }
            Markup("h1") { headline.word }
            Markup("p") { headline.sentence }
            if let reason = report.reason { Markup("p", ["class": "reason"]) { reason } }
        }
    }

    private func list(_ style: StaticString, _ facts: [(name: String, value: String)]) -> Markup {
        Markup("dl", ["class": "\(style)"]) {
            for fact in facts {
                Markup("div") {
                    Markup("dt") { fact.name }
                    Markup("dd") { fact.value }
                }
            }
        }
    }

    private func section(_ round: Round) -> Markup {
        Markup("section") {
            Markup("h2") { "Round \(round.number) of \(report.rounds.count)" }
            list("cast", round.cast.map { (name: $0.role, value: $0.pod) })
            expectations(round)
            for timeline in Timeline.drawings(of: round) { timeline.markup }
            Markup("div", ["class": "columns"]) {
                marks(round)
                gaps(round)
            }
            if let steps = round.stepsSentence {
                Markup("h3") { "Replacement, after T0" }
                Markup("p") { steps }
            }
            if let stream = round.stream {
                Markup("h3") { "Stream" }
                for sentence in stream.sentences { Markup("p") { sentence } }
            }
            ledger(round)
            Markup("h3") { "Other sessions" }
            Markup("p") { round.otherSessions.sentence }
            if !round.loadSentences.isEmpty {
                Markup("h3") { "Load on those that were left" }
                for sentence in round.loadSentences { Markup("p") { sentence } }
            }
        }
    }
}

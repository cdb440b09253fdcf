import ClusterModel
import DrillModel
import IncidentModel

/// A test or a doctor's look for a reader.
struct HTMLReport {
    let report: TestReport

    init(_ report: TestReport) { self.report = report }

    var text: String {
        HTMLPage("\(report.title): \(Headline(report).word)") {
            banner
            list("facts", report.facts)
            for round in report.rounds { section(round) }
            gaps
            findings
            checks
        }.text
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

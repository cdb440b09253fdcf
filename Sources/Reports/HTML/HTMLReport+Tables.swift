import ClusterModel
import IncidentModel
import Panes

extension HTMLReport {
    func expectations(_ round: Round) -> Markup {
        table(["expectation", "result", ">measured", ">limit", "what was seen"]) {
            for result in round.results {
                Markup("tr") {
                    Markup("th", ["scope": "row"]) { "\(result.expectation.rawValue) \(result.expectation.title)" }
                    Markup("td") { badge(result.outcome.sign, result.outcome.rawValue) }
                    number(result.measured.map(Format.seconds))
                    number(result.limit.map(Figures.limit))
                    Markup("td") { result.detail }
                }
            }
        }
    }

    func marks(_ round: Round) -> [Markup] {
        guard !round.marks.isEmpty else { return [] }
        return [
            table(["mark", ">after T0", "meaning", "source"]) {
                for mark in round.marks {
                    Markup("tr") {
                        Markup("th", ["scope": "row"]) { mark.mark }
                        number(Figures.offset(mark.seconds))
                        Markup("td") { mark.meaning }
                        Markup("td") { mark.origin }
                    }
                }
            }
        ]
    }

    func gaps(_ round: Round) -> Markup {
        table(["gap", "between", ">seconds"]) {
            for gap in round.gaps {
                Markup("tr") {
                    Markup("th", ["scope": "row"]) { gap.name }
                    Markup("td") { gap.between }
                    number(gap.seconds.map(Format.seconds))
                }
            }
        }
    }

    func ledger(_ round: Round) -> [Markup] {
        guard !round.ledger.isEmpty else { return [] }
        return [
            Markup("h3") { "Token ledger" },
            table(["", "pod", ">tokens", "fate", ">re-sent as prompt", "request"]) {
                for line in round.ledger {
                    Markup("tr") {
                        Markup("th", ["scope": "row"]) { line.letter }
                        Markup("td") { line.podName }
                        number("\(line.tokens)")
                        Markup("td") { line.fate.rawValue }
                        number("\(line.resentAsPrompt)")
                        Markup("td") { Markup("code") { line.request } }
                    }
                }
            },
        ]
    }

    var gaps: [Markup] {
        guard !report.summaries.isEmpty else { return [] }
        return [
            Markup("h2") { "Gaps over \(report.rounds.count) rounds" },
            table(["gap", "over the rounds"]) {
                for gap in report.summaries {
                    Markup("tr") {
                        Markup("th", ["scope": "row"]) { gap.name }
                        Markup("td") { gap.sentence(rounds: report.rounds.count) }
                    }
                }
            },
        ]
    }

    /// Column titles; one that begins with `>` is set to the right, like the numbers below it.
    private func table(_ titles: [String], @MarkupBuilder _ rows: () -> [Markup.Node]) -> Markup {
        let rows = rows()
        return Markup("div", ["class": "table"]) {
            Markup("table") {
                Markup("thead") {
                    Markup("tr") {
                        for title in titles {
                            Markup("th", ["scope": "col", "class": title.hasPrefix(">") ? "number" : nil]) {
                                title.hasPrefix(">") ? String(title.dropFirst()) : title
                            }
                        }
                    }
                }
                Markup("tbody") {
                    for row in rows { row }
                }
            }
        }
    }

    private func number(_ text: String?) -> Markup {
        Markup("td", ["class": "number"]) { text ?? "–" }
    }

    func badge(_ sign: String, _ word: String) -> Markup {
        Markup("span", ["class": "badge \(word)"]) { "\(sign) \(word)" }
    }
}

import ClusterModel
import DiagnosisModel
import DrillModel
import IncidentModel
import Panes
import TrafficModel

/// What every report says in the same words. Nothing here is escaped yet: each format does that where it writes.
extension TestReport {
    var title: String { "failtop \(kind.rawValue)" }

    /// What was tested and how, as names and values.
    var facts: [(name: String, value: String)] {
        let cluster = [
            subject.context, subject.namespace.map { "namespace \($0)" }, subject.serverVersion.map { "server \($0)" },
        ].compactMap { $0 }
        var facts = [
            ("cluster", cluster.isEmpty ? "not reached" : cluster.joined(separator: ", ")),
            ("router", subject.router ?? "not found"),
            ("session", "\(subject.session) in the header \(subject.sessionHeader)"),
            ("model", "\(subject.model ?? "not known") by \(subject.api.path)"),
        ]
        if kind != .doctor {
            facts.append(("kill", "\(subject.kill.rawValue); when the stream breaks: \(subject.onBreak.rawValue)"))
        }
        facts.append(("started", "\(Figures.time(startedAt) ?? "?"), took \(Format.seconds(duration))"))
        return facts
    }
}

extension Round {
    /// Which pods the story is about, and as what.
    var cast: [(role: String, pod: String)] {
        let others = [("served next", successor), ("replaced by", replacement)]
        return [("killed", "\(letter) \(pod) (uid \(podUID.prefix(8)))")]
            + others.compactMap { role, pod in pod.map { (role, named($0)) } }
    }

    /// Not the killed one, where its successor has its name.
    private func named(_ pod: String) -> String {
        (lanes.first { $0.pod == pod && $0.letter != letter } ?? lanes.first { $0.pod == pod }).map { "\($0.letter) \(pod)" } ?? pod
    }

    /// Three, never one; nil where a mark is missing.
    var gaps: [(name: String, between: String, seconds: Double?)] {
        [
            ("detection", "T3 − T2", detectionGap), ("service", "T5 − T2", serviceGap),
            ("capacity", "T7 − T0", capacityGap),
        ]
    }

    /// How those that were left fared: the verdict, and then each, the overloaded first.
    var loadSentences: [String] {
        guard let load, let verdict = load.verdict else { return [] }
        let ordered = load.filter { $0.isOverloaded == true } + load.filter { $0.isOverloaded == false } + load.filter { $0.isOverloaded == nil }
        let rest = ordered.count > Self.loadLimit ? ["and \((ordered.count - Self.loadLimit).inWords("other"))."] : []
        return ["\(verdict.prefix(1).uppercased())\(verdict.dropFirst())."] + ordered.prefix(Self.loadLimit).map { "\($0.sentence)." } + rest
    }

    /// More engines than these nobody reads.
    private static let loadLimit = 8

    /// What the capacity gap was made of, after T0.
    var stepsSentence: String? { replacementSteps.map { $0.map(\.words).joined(separator: ", ") } }

    func result(of expectation: Expectation) -> ExpectationResult? { results.first { $0.expectation == expectation } }
}

extension Round.MarkLine {
    /// A source that only polls saw the mark late.
    var origin: String {
        uncertainty.map { "\(source.rawValue), up to \(Figures.limit($0)) earlier" } ?? source.rawValue
    }
}

extension Round.StreamLine {
    var sentences: [String] {
        var timing = ["\(outcome) after \(tokens.inWords("token"))"]
        timing += timeToFirstToken.map { ["first token after \(Format.seconds($0))"] } ?? []
        timing += endToEnd.map { ["end after \(Format.seconds($0))"] } ?? []
        if attempts > 0 { timing.append("asked again \(attempts.inWords("time"))") }
        if isResumed {
            let seam = resumedBy == "text" ? ": the tokens at the seam may differ" : resumedBy == "token ids" ? ": exactly" : ""
            timing.append("resumed" + (resumedBy.map { " by \($0)\(seam)" } ?? ""))
        }
        timing += addedGap.map { ["\(Format.seconds($0)) added by the resumption"] } ?? []
        if isRestarted { timing.append("restarted") }
        let why = notResumed.map { "Not resumed: \($0)" }
        // The outcome stands in front already.
        let rest = detail.map { $0.hasPrefix("\(outcome): ") ? String($0.dropFirst(outcome.count + 2)) : $0 }
        return ["\(request): \(timing.joined(separator: ", "))."] + [rest, why].compactMap { $0 }
    }
}

extension LedgerLine {
    var podName: String { pod ?? "pod not known" }
}

extension OtherSessions {
    var sentence: String {
        let log = requests.map { " By the router's log: \($0)." } ?? ""
        guard elsewhere + onPod + failed + unreached > 0 else { return "No other session was probed." + log }
        let joined = rebalanced > 0 ? ", \(rebalanced) went to a pod that came since" : ""
        let unknown = unreached > 0 ? " What became of \(unreached) is not known: our own path to the router failed." : ""
        return "Of \(elsewhere.inWords("session")) elsewhere \(stayed) stayed and \(moved) moved\(joined); "
            + "of \(onPod) on the killed pod \(rescued) went on at another; \(failed.inWords("probe")) failed." + unknown + log
    }
}

extension TestReport {
    /// What the rounds say together; one run alone says nothing more than itself.
    var summaries: [GapSummary] { rounds.count > 1 ? gaps : [] }
}

extension TestReport.GapSummary {
    /// What was measured once has no median and no range.
    func sentence(rounds: Int) -> String {
        let sample = count == rounds ? "n \(count)" : "n \(count) of \(rounds)"
        guard count > 1 else { return "\(sample), \(Format.seconds(median))" }
        var parts = [
            sample, "median \(Format.seconds(median))", "range \(Format.seconds(least)) to \(Format.seconds(most))",
        ]
        parts += p90.map { ["p90 \(Format.seconds($0))"] } ?? []
        parts += p99.map { ["p99 \(Format.seconds($0))"] } ?? []
        return parts.joined(separator: ", ")
    }
}

extension ExpectationOutcome {
    var sign: String {
        switch self {
        case .pass: "✓"
        case .passWithResume: "↻"
        case .fail: "✗"
        case .inconclusive: "?"
        }
    }
}

extension Check.Status {
    var sign: String {
        switch self {
        case .pass: "✓"
        case .warn: "!"
        case .fail: "✗"
        case .skip: "–"
        case .unknown: "?"
        }
    }
}

extension Evidence {
    /// `Deployment/engines spec.replicas = 1 (2026-11-24T18:36:38Z)`.
    var quotation: String {
        let time = at.flatMap(Figures.time).map { " (\($0))" } ?? ""
        return "\([object, field].filter { !$0.isEmpty }.joined(separator: " ")) = \(value)\(time)"
    }
}

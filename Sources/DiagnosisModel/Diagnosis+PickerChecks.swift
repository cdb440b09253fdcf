import ClusterModel
import IncidentModel
import TrafficModel

/// What an endpoint picker behind a gateway chose, by its own counters. Only where there is one whose metrics can be read.
extension Diagnosis {
    var pickerChecks: [Check] {
        let pickers = router.pickers.values.sorted { $0.figures.pod.name < $1.figures.pod.name }
        return [lateChoiceCheck(pickers), emptyChoiceCheck(pickers), pickerCountCheck(pickers)].compactMap(\.self)
    }

    private func lateChoiceCheck(_ pickers: [PickerRecord]) -> Check? {
        let late = pickers.filter { !$0.lateChoices.isEmpty }
        guard let first = late.first else { return nil }
        let choices = first.lateChoices.sorted { $0.key < $1.key }
        let count = late.flatMap(\.lateChoices.values).reduce(0, +).asCount
        return Check(
            "picker-dead-endpoint", "the endpoint picker gives dead engines up", .fail,
            "it chose \(choices.map(\.key).joined(separator: ", ")) \(count) times after it was gone",
            evidence: choices.prefix(3).map {
                Evidence("endpoint picker \(first.figures.pod.name)", "scheduler_attempts_total, endpoint \($0.key)", "+\($0.value.asCount)", at: wall(first.at))
            },
            remedy: "let it watch the pods of its InferencePool (its service account may need the right), and restart it", cause: .misconfiguredRouting)
    }

    private func emptyChoiceCheck(_ pickers: [PickerRecord]) -> Check? {
        let empty = pickers.filter { $0.failed > 0 }
        guard let first = empty.first else { return nil }
        let count = empty.map(\.failed).reduce(0, +)
        return Check(
            "picker-none-left", "the endpoint picker knows an engine", .fail, "it found no engine for \(count.asCount.inWords("request"))",
            evidence: [
                Evidence(
                    "endpoint picker \(first.figures.pod.name)", "scheduler_attempts_total, status failure", "+\(first.failed.asCount)",
                    at: first.lastFailedAt.map(wall))
            ],
            remedy: "run more engines, or compare the InferencePool's selector with the engines' labels", cause: .insufficientReplicas)
    }

    private func pickerCountCheck(_ pickers: [PickerRecord]) -> Check? {
        guard let picker = pickers.first(where: { $0.figures.readyEndpoints != nil }), let counted = picker.figures.readyEndpoints else { return nil }
        let title = "the endpoint picker knows the ready engines"
        let engines = cluster.readyEngines.count + readyPrefills
        guard !haveEnginesChanged, now - picker.at < .seconds(10) else { return nil }
        let evidence = [
            Evidence("endpoint picker \(picker.figures.pod.name)", "ready endpoints", "\(counted.asCount)", at: wall(picker.at)),
            Evidence("pods", "ready engines", "\(engines)"),
        ]
        guard counted != Double(engines) else { return Check("picker-workers", title, .pass, "\(engines) of \(engines)", evidence: evidence) }
        return Check(
            "picker-workers", title, .warn, "it may choose among \(counted.asCount), \(engines) are ready", evidence: evidence,
            remedy: "compare the InferencePool's selector and ports with the engines'", cause: .misconfiguredRouting)
    }
}

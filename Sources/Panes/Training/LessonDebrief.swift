import ClusterModel
import IncidentModel
import TerminalCanvas
import TrainingModel

/// What there was to learn, how the learner did, and what happened when: own actions, marks, gaps and results.
struct LessonDebrief {
    let scene: Scene
    let plan: TrainingPlan

    private var training: TrainingState { scene.state.training }
    private var start: Moment { training.startedAt ?? .zero }

    var lines: [StyledText] {
        var lines = [summary] + score + [StyledText(), text(plan.lesson.debrief)]
        if !plan.lesson.solution.isEmpty { lines += [StyledText(), heading("One way to do it")] }
        lines += plan.lesson.solution.map { StyledText("  " + Sanitiser.line($0), .key) }
        lines += [StyledText(), heading("What happened")] + timeline
        for incident in scene.state.incidents.all.suffix(3) {
            let facts = IncidentFacts(scene: scene, incident: incident)
            lines += [StyledText(), facts.title(room: 60), facts.gapLine] + facts.sentences
        }
        return lines
    }

    private var summary: StyledText {
        let time = Format.countdown((training.overAt ?? scene.state.now) - (training.clockStart ?? .zero))
        let wrong = training.wrongCauses + training.wrongRemedies
        let words = "\(scene.glyphs.check) done after \(time)\(scene.dot)\(training.hints.inWords("hint"))\(scene.dot)\(wrong.inWords("wrong answer"))"
        return StyledText(words, Style(.good, bold: true))
    }

    private var score: [StyledText] {
        guard plan.isExam else { return [] }
        let score = TrainingScore(training)
        let words = "\(score.points) of \(TrainingScore.best) points, \(score.isPassed ? "passed" : "not passed")"
        return [StyledText(words, Style(score.isPassed ? .good : .bad, bold: true))]
            + score.reasons.map { reason in
                let points = reason.points > 0 ? "+\(reason.points)" : "\(reason.points)"
                return scene.dim(String(repeating: " ", count: max(0, 5 - points.count)) + points) + text("  \(reason.text)")
            }
    }

    private var timeline: [StyledText] {
        var entries = training.notes.map { ($0.at, text($0.text)) }
        for incident in scene.state.incidents.all.suffix(3) {
            let marks = MarksTable(scene: scene, incident: incident)
            for mark in Mark.allCases {
                guard let reading = incident.marks[mark] else { continue }
                let of = scene.dim(", incident \(incident.number)")
                entries.append((reading.at, StyledText("\(mark.name) ", .key) + marks.words(mark) + of))
            }
        }
        return entries.sorted { $0.0 < $1.0 }.map { moment, words in
            let time = Format.fixed((moment - start).seconds, 1)
            return scene.dim(String(repeating: " ", count: max(0, 7 - time.count)) + "\(time) s  ") + words
        }
    }
    private func heading(_ words: String) -> StyledText { StyledText(words, Style(.plain, bold: true)) }
    private func text(_ words: String) -> StyledText { StyledText(Sanitiser.line(words)) }
}

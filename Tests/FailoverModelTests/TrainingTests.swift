import ClusterModel
import FailoverModel
import Foundation
import TestSupport
import Testing
import TrafficModel
@testable import TrainingModel

/// A lesson from its first question to its debrief, the conditions, the exam and its score.
struct TrainingTests {
    static func lesson(_ conditions: [LessonCondition] = [.readyEngines(4)]) -> Lesson {
        Lesson(
            name: "waiting", title: "Waiting", expectation: .fastRecovery, story: "Something has happened.", goal: "All is well.",
            cause: .resourceConstraints, hints: ["Look.", "Look again."],
            remedies: [Lesson.Remedy("Wait", reply: "for what?"), Lesson.Remedy("Free the GPU", isRight: true)],
            conditions: conditions, solution: ["kubectl scale"], debrief: "That was it.")
    }

    private static func story(_ conditions: [LessonCondition] = [.readyEngines(4)], kind: TrainingPlan.Kind = .lesson) -> Story {
        .steady { $0.training = TrainingPlan(lesson: lesson(conditions), kind: kind) }
    }

    @Test func aLessonFromItsFirstQuestionToItsEnd() {
        var story = Self.story()
        #expect(story.state.navigation.dialog == .lesson(scroll: 0), "the sheet is there at the start")
        story.press(.choose(3))
        #expect(story.state.training.step == .naming)
        #expect(story.state.training.wrongCauses == 1)
        #expect(story.state.training.reply?.isRight == false)
        story.press(.choose(4))
        #expect(story.state.training.step == .choosing)
        story.press(.choose(1))
        #expect(story.state.training.reply?.text == "for what?" && story.state.training.reply?.isRight == false)
        story.press(.choose(2), .dismiss)
        #expect(story.state.training.step == .acting)
        story.tell(at: 10, .ticked)
        #expect(story.state.training.missing == ["3 of 4 engines ready"])
        story.tell(at: 20, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))), .ticked)
        #expect(story.state.training.step == .acting, "what holds for a moment only is no goal")
        story.tell(at: 21, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14, ready: false)))), .ticked)
        story.tell(at: 30, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))), .ticked)
        story.tell(at: 31.9, .ticked)
        #expect(story.state.training.step == .acting)
        story.tell(at: 32, .ticked)
        #expect(story.state.training.isDone)
        #expect(story.state.navigation.dialog == .lesson(scroll: 0), "the debrief opens by itself")
        #expect(
            story.state.training.notes.map(\.text) == [
                "you named networking: wrong", "you named resource constraints: right", "you chose to wait: wrong",
                "you chose to free the GPU", "the goal was reached",
            ])
    }

    @Test func whatIsDoneTooEarlyCountsWhenItsTimeComes() {
        var story = Self.story([.readyEngines(3)])
        for second in 1...5 { story.tell(at: Double(second), .ticked) }
        #expect(story.state.training.step == .naming, "the cause is to be named all the same")
        story.press(.choose(4), .choose(2))
        story.tell(at: 6, .ticked)
        story.tell(at: 8, .ticked)
        #expect(story.state.training.isDone)
    }

    @Test func hintsAreCountedAndEnd() {
        var story = Self.story()
        story.press(.hint, .hint, .hint)
        #expect(story.state.training.hints == 2)
        story.press(.choose(9), .choose(0), .choose(-1))
        #expect(story.state.training.step == .naming)
        #expect(story.state.training.wrongCauses == 0, "a number without an answer is no answer")
    }

    @Test func theDebriefStealsNoQuestion() {
        var story = Self.story([.readyEngines(3)])
        story.press(.choose(4), .choose(2), .dismiss, .killChosen)
        story.tell(at: 6, .ticked)
        story.tell(at: 9, .ticked)
        #expect(story.state.training.isDone)
        #expect(story.state.navigation.dialog == .chooseKill(pod: story.state.cluster.engines[0].identity, kind: .now))
        #expect(story.state.navigation.notice?.text == "done: t shows the debrief")
        story.press(.dismiss, .lesson)
        #expect(story.state.navigation.dialog == .lesson(scroll: 0))
    }

    @Test func withoutALessonThereIsNoSheet() {
        var story = Story.steady()
        story.press(.lesson)
        #expect(story.state.navigation.dialog == nil)
        #expect(story.state.navigation.notice?.text == "no lesson here: failtop train lists them")
    }

    @Test func aSessionIsProbedOnceAllElseIsWell() {
        var story = Self.story([.readyEngines(4), .oneSession])
        story.press(.choose(4), .choose(2), .dismiss)
        #expect(story.tell(at: 10, .ticked).isEmpty, "three engines: not yet")
        story.tell(at: 11, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        func probe(_ host: Int, at second: Double) -> Bool {
            guard case .send(let request)? = story.tell(at: second, .ticked).first, request.purpose == .probe else { return false }
            let last = story.answer(request.id, from: second, host: host, tokens: 2)
            story.tell(at: last, .stream(.finishReason(request.id, "stop")), .stream(.closed(request.id, .cleanEnd)))
            return true
        }
        #expect(probe(11, at: 12) && probe(12, at: 13))
        story.tell(at: 14, .ticked)
        #expect(story.state.training.missing == ["two requests of session 9999 went to A and B"])
        story.tell(at: 18, .ticked)
        #expect(probe(12, at: 19) && probe(12, at: 20), "it is asked again")
        story.tell(at: 21, .ticked)
        story.tell(at: 24, .ticked)
        #expect(story.state.training.isDone)
    }

    @Test func aCheckAsksNobodyAndEnds() {
        var done = Self.story([.readyEngines(3)], kind: .check(patience: .seconds(10)))
        #expect(done.state.navigation.dialog == nil)
        done.tell(at: 1, .ticked)
        #expect(done.tell(at: 3, .ticked) == [.quit])
        #expect(done.state.training.isDone)
        var missing = Self.story(kind: .check(patience: .seconds(10)))
        #expect(missing.tell(at: 9, .ticked).isEmpty)
        #expect(missing.tell(at: 11, .ticked) == [.quit])
        #expect(!missing.state.training.isDone)
        #expect(missing.state.training.missing == ["3 of 4 engines ready"])
    }

    @Test func conditionsSayWhatIsMissing() {
        var story = Story.steady()
        #expect(story.state.missing(.check("replicas")) == nil)
        #expect(story.state.missing(.check("nothing")) == "no check is called nothing")
        #expect(story.state.missing(.emptyNode("node-7")) == "no node is called node-7")
        story.tell(.kubernetes(.nodes(.replaced([Node(uid: "n1", name: "node-1"), Node(uid: "n2", name: "node-2")]))))
        #expect(story.state.missing(.emptyNode("node-1")) == "node-1 still has 3 engines")
        #expect(story.state.missing(.emptyNode("node-2")) == "node-2 still takes pods")
        story.tell(.kubernetes(.nodes(.changed(Node(uid: "n2", name: "node-2", isCordoned: true)))))
        #expect(story.state.missing(.emptyNode("node-2")) == nil)
        #expect(story.state.missing(.replacedEngines(1)) == "0 of 1 engines replaced")
        var new = Story.engine("d4d4d", host: 14)
        new.createdAt += 60
        story.tell(.kubernetes(.pods(.changed(new))))
        #expect(story.state.missing(.replacedEngines(1)) == nil)
        #expect(story.state.missing(.waitingAtMost(2)) == "the queue of A is not known yet")
        for (suffix, waiting) in [("8wt2h", 0.0), ("4psb7", 7), ("cn9tb", 0), ("d4d4d", 0)] {
            let pod = Story.engine(suffix, host: 0).identity
            story.tell(.router(.engine(EngineFigures(pod: pod, running: 1, waiting: waiting, generatedTokens: 3))))
        }
        #expect(story.state.missing(.waitingAtMost(2)) == "7 requests wait at B")
        #expect(story.state.missing(.waitingAtMost(7)) == nil)
        #expect(story.state.missing(.oneSession) == "session 9999 was not probed twice yet")
    }

    @Test(arguments: [TrainingPlan.Kind.lesson, .exam(seed: .max), .check(patience: .seconds(3))])
    func aRecordingHoldsTheLesson(_ kind: TrainingPlan.Kind) throws {
        let conditions: [LessonCondition] = [.check("health"), .readyEngines(2), .replacedEngines(1), .emptyNode("n"), .oneSession, .waitingAtMost(0)]
        var settings = Settings()
        settings.training = TrainingPlan(lesson: Self.lesson(conditions), kind: kind, kubeconfig: "k")
        #expect(try JSONDecoder().decode(Settings.self, from: JSONEncoder().encode(settings)) == settings)
        let old = try JSONDecoder().decode(Settings.self, from: JSONEncoder().encode(Settings()))
        #expect(old.training == nil, "older recordings have none")
    }

    @Test func aLessonIsNotLeftByAccident() {
        var story = Self.story()
        story.press(.dismiss)
        #expect(story.press(.quit).isEmpty && story.state.navigation.dialog == .leaveLesson, "the first q closed the sheet")
        #expect(story.press(.dismiss).isEmpty && story.state.navigation.dialog == nil)
        story.press(.quit)
        #expect(story.press(.quit) == [.quit], "y leaves")
        var over = Self.story([.readyEngines(3)])
        over.press(.choose(4), .choose(2))
        over.tell(at: 6, .ticked)
        over.tell(at: 8, .ticked)
        over.press(.dismiss)
        #expect(over.state.training.isDone && over.press(.quit) == [.quit], "what is done is not asked for")
        var plain = Story.steady()
        #expect(plain.press(.quit) == [.quit])
    }

    @Test func aHintIsAskedForOnTheBoardToo() {
        var story = Self.story()
        story.press(.dismiss, .hint)
        #expect(story.state.training.hints == 1)
        guard case .lesson = story.state.navigation.dialog else { Issue.record("the sheet shows it"); return }
    }

    /// Everything named at once, and nothing done.
    @Test func whoGuessesHasNotPassed() {
        var story = Self.story([.readyEngines(9)], kind: .exam(seed: 1))
        story.tell(at: 20, .action(.choose(4)), .action(.choose(2)))
        story.tell(at: 30, .ticked)
        let score = TrainingScore(story.state.training)
        #expect(score.points == 80 && !score.isPassed && score.reasons.map(\.text).contains("the cluster was not put right"))
    }

    /// Who waits for the board to come up loses nothing.
    @Test func anExamsTimeBeginsWhenItsFaultCanBeSeen() {
        var story = Self.story([.readyEngines(3)], kind: .exam(seed: 1))
        story.tell(at: 40, .ticked)
        story.tell(at: 90, .action(.choose(4)))
        #expect(TrainingScore(story.state.training).reasons.contains { $0.text == "named after 50 s" && $0.points == 20 })
        var lesson = Self.story([.readyEngines(3)], kind: .lesson)
        lesson.tell(at: 40, .ticked)
        #expect(lesson.state.training.clockStart == lesson.state.training.startedAt)
    }

    @Test func aScoreAndItsReasons() {
        var story = Self.story([.readyEngines(3)], kind: .exam(seed: 1))
        #expect(TrainingScore(story.state.training).points == 0)
        story.tell(at: 90, .action(.choose(1)), .action(.choose(4)), .action(.hint), .action(.choose(2)))
        let open = TrainingScore(story.state.training)
        #expect(open.points == 20 + 15 + 20 - 5)
        #expect(!open.isPassed)
        story.tell(at: 91, .ticked)
        story.tell(at: 93, .ticked)
        let score = TrainingScore(story.state.training)
        #expect(score.points == 70 && score.isPassed)
        #expect(
            score.reasons.map(\.text) == [
                "the cause was named at the second try", "named after 90 s", "the remedy was chosen at once",
                "the cluster is as it should be", "1 hint",
            ])
    }

    @Test func theDiagnosisCosts() {
        var story = Self.story(kind: .exam(seed: 1))
        story.press(.dismiss, .diagnosis, .dismiss, .diagnosis)
        #expect(TrainingScore(story.state.training).reasons.last?.points == -10)
        #expect(TrainingScore(story.state.training).points == 0, "never less than nothing")
        var late = Self.story()
        late.press(.choose(4), .dismiss, .diagnosis)
        #expect(!late.state.training.sawDiagnosis, "once the cause is named it may be read")
    }

    @Test func anExamIsTheSameUnderASeedAndGivesNothingAway() throws {
        let lessons = (1...8).map { number in
            var lesson = Self.lesson()
            lesson.name = "lesson-\(number)"
            lesson.remedies = [Lesson.Remedy("No"), Lesson.Remedy("Remedy \(number)", isRight: true, reply: "right")]
            return lesson
        }
        let exams = try (0..<50).map { seed in try #require(MockExam.draw(from: lessons, seed: UInt64(seed))) }
        #expect(try (0..<50).map { seed in try #require(MockExam.draw(from: lessons, seed: UInt64(seed))) } == exams)
        #expect(Set(exams.map(\.name)).count == 8, "every fault comes some time")
        for exam in exams {
            #expect(exam.remedies.count == 5 && exam.remedies.count(where: \.isRight) == 1)
            #expect(Set(exam.remedies.map(\.text)).count == 5)
            #expect(exam.remedies.first(where: \.isRight)?.text == "Remedy \(exam.name.dropFirst(7))")
            #expect(exam.title == "On call" && !exam.story.contains("happened"))
        }
        #expect(Set(exams.compactMap { $0.remedies.firstIndex(where: \.isRight) }).count == 5)
        #expect(MockExam.draw(from: [], seed: 1) == nil)
    }
}

extension State {
    fileprivate func missing(_ condition: LessonCondition) -> String? {
        LessonProgress(cluster: cluster, traffic: traffic, diagnosis: diagnosis).missing(condition)
    }
}

import ClusterModel
import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing

/// What must stay on the screen while an answer breaks, goes on and ends.
struct StreamLedgerTests {
    private func lines(_ state: State, columns: Int = 80, rows: Int = 24) -> [String] {
        Board.draw(state, size: Size(columns: columns, rows: rows), appearance: .utf8).lines
    }

    @Test func theBreakStaysWhileTheTextScrollsOn() {
        var story = Story.steady()
        story.ask(at: 1, host: 11, tokens: 400)
        #expect(StreamLedger(scene: Scene(state: story.state, appearance: .utf8), story: story.state.shownStory).line(width: 60) == nil, "one pod, and nothing broke")
        let scene = Scene(state: Screens.recovered(), appearance: .utf8)
        #expect(StreamLedger(scene: scene, story: scene.state.shownStory).line(width: 60)?.plain == "A 20 ✂ 0.150 s → B 12")
        #expect(StreamLedger(scene: scene, story: scene.state.shownStory).line(width: 20)?.plain == "… 0.150 s → B 12", "the latest part is what matters")
        #expect(lines(Screens.recovered().presented()).contains { $0.contains("│ A 20 ✂ 0.150 s → B 12") })
    }

    @Test func anAnswerOfTheLengthAskedForIsNotOneThatWasCutOff() {
        var story = Story.steady()
        let (id, end) = story.ask(at: 1, host: 11, tokens: 5)
        story.tell(at: end + 0.1, .stream(.finishReason(id, "length")), .stream(.closed(id, .cleanEnd)))
        #expect(lines(story.state, columns: 120, rows: 36).contains { $0.contains("✓ complete: the length asked for") })
    }

    @Test func afterStartingOverWhatIsOpenIsTold() {
        var state = Screens.inProgress()
        _ = reduce(into: &state, Event(at: state.now + .seconds(1), .action(.startOver)))
        let text = lines(state, columns: 120, rows: 36).joined(separator: "\n")
        #expect(!text.contains("No incident yet") && text.contains("No incident since you started over, 1 still open from before"))
    }

    @Test func theLargeNumbersAreOfTheIncidentThatRuns() {
        var state = Screens.inProgress()
        #expect(state.runningIncident?.number == 1)
        state = Screens.recovered()
        #expect(state.runningIncident == nil && state.shownIncident?.number == 1, "what is over stays until another one runs")
    }
}

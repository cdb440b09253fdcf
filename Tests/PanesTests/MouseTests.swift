@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


/// A click goes to what is drawn there.
@Suite struct MouseTests {
    private func click(_ column: Int, _ row: Int, _ state: State, _ size: Size) -> Action? {
        Board.action(forClickAt: Point(column: column, row: row), state, size: size)
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36), Size(columns: 40, rows: 10)])
    func rowsOfAList(_ size: Size) {
        let state = Screens.steady()
        let lines = Board.draw(state, size: size, appearance: .utf8).lines
        for (index, name) in ["8wt2h", "4psb7", "cn9tb", "rxg85"].enumerated() {
            guard let row = lines.firstIndex(where: { $0.contains(name) }) else {
                Issue.record("\(name) is not shown")
                continue
            }
            #expect(click(5, row, state, size) == .select(.pods, row: index))
        }
    }

    @Test func aScrolledListAndItsEnd() {
        var state = Screens.steady()
        state.navigation.focus = .sessions
        state.navigation.zoomed = .sessions
        state.navigation.selection[.sessions] = 5
        let size = Size(columns: 60, rows: 16)
        let small = Size(columns: 40, rows: 8)
        let lines = Board.draw(state, size: small, appearance: .utf8).lines
        for line in lines.indices {
            guard case .select(.sessions, let row?)? = click(5, line, state, small) else { continue }
            #expect(lines[line].contains("user-\(row + 1)"))
        }
        #expect(click(5, 12, state, size) == .select(.sessions, row: nil), "below the last row")
    }

    @Test func panesAndWhatIsNone() {
        let state = Screens.recovered()
        let size = Size(columns: 80, rows: 24)
        #expect(click(5, 15, state, size) == .select(.stream, row: nil))
        #expect(click(60, 15, state, size) == .select(.failover, row: nil))
        #expect(click(5, 0, state, size) == nil && click(5, 23, state, size) == nil && click(500, 5, state, size) == nil)
        #expect(click(5, 5, Screens.confirming(), size) == nil, "a dialog takes no clicks")
        var presented = state
        presented.navigation.isPresenting = true
        #expect(click(5, 15, presented, size) == nil)
    }

    @Test func aClickFocusesAndSelects() {
        var story = Story.steady()
        story.press(.select(.sessions, row: 3))
        #expect(story.state.navigation.focus == .sessions && story.state.navigation.selection[.sessions] == 3)
        story.press(.select(.stream, row: nil))
        #expect(story.state.navigation.focus == .stream && story.state.navigation.selection[.sessions] == 3)
    }
}

/// The line for those who are here for the first time.
@Suite struct WelcomeTests {
    @Test func itStandsUntilTheFirstKey() {
        var story = Story.steady()
        story.press(.welcome)
        let size = Size(columns: 100, rows: 30)
        func hint(_ state: State) -> Bool {
            Board.draw(state, size: size, appearance: .utf8).lines[28].contains("New here? s sends a request")
        }
        #expect(hint(story.state))
        story.tell(at: 5, .ticked)
        #expect(hint(story.state))
        story.tell(.captioned("A story."))
        #expect(!hint(story.state))
        story.tell(.captioned(nil))
        story.press(.move(.down))
        #expect(!hint(story.state))
    }
}

import ClusterModel
import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing
import TrafficModel

/// Several answers side by side.
struct StreamColumnsTests {
    /// Three answers on three engines; that of the watched session breaks and goes on elsewhere.
    private static func state(hiding hidden: Int? = nil) -> State {
        var story = Story.steady()
        let watched = story.ask(at: 1, host: 11, tokens: 20).id
        for host in [12, 13] {
            var commands = story.tell(.action(.send))
            while let request = commands.lazy.compactMap({ command -> StreamRequest? in if case .send(let request) = command { request } else { nil } }).first {
                story.tell(at: story.time + 0.05, .stream(.opened(request.id, status: 200)))
                story.route(request.id, session: request.session, to: host)
                if request.purpose == .question {
                    for word in ["A", " probe", " that", " runs", " every", " few", " seconds", " cannot", " tell"] {
                        story.tell(at: story.time + 0.05, .stream(.text(request.id, word)))
                    }
                    break
                }
                story.tell(.stream(.text(request.id, "x")), .stream(.finishReason(request.id, "length")), .stream(.closed(request.id, .cleanEnd)))
                commands = story.tell(at: story.time + 0.05, .ticked)
            }
        }
        story.tell(at: story.time + 0.1, .stream(.closed(watched, .cleanEnd)))
        if let next = story.state.conversation.current, next.isOpen {
            story.answer(next.id, from: story.time + 0.02, host: 12, tokens: 8)
        }
        if let hidden {
            story.press(.answers)
            for _ in 1..<hidden { story.press(.move(.down)) }
            story.press(.confirm, .dismiss)
        }
        return story.state
    }

    private func pane(_ state: State, columns: Int, rows: Int) -> String {
        let lines = Board.draw(state, size: Size(columns: columns, rows: rows), appearance: .utf8).lines
        let top = lines.firstIndex { $0.contains("3 Stream") } ?? 0
        return lines[top...].prefix(6).joined(separator: "\n")
    }

    @Test func threeAtOnce() {
        #expect(pane(Self.state(), columns: 120, rows: 36) == """
            ╭ 3 Streams · 3 sessions · 33.3 tok/s ─────────────────────────────────────────────────────────────────────────────────╮
            │ 9999 → B · 20.0 tok/s · 28           │ s2 → B · 5.1 tok/s · 9                │ s3 → C · 8.2 tok/s · 9                │
            │ A 20 ✂ 1.42 s → B 8                  │ B┃A probe that runs every few seconds │ C┃A probe that runs every few seconds │
            │ of its parts fail. Fault ┃✂ A lost · │ cannot tell                           │ cannot tell                           │
            │ clean end of the connection, no      │                                       │                                       │
            │ finish reason, no [DONE]┃ ┃A→B ·     │                                       │                                       │
            """)
    }

    @Test func twoWhereThereIsLessRoom() {
        #expect(pane(Self.state(), columns: 80, rows: 24) == """
            ╭ 3 Streams · 2 of 3 sessions · 33.3 … ╮╭ 4 Failover ──────────────────────────╮
            │ 9999 → B · 20.0… │ s2 → B · 5.1 tok… ││ No incident yet. s sends the         │
            │ … 1.42 s → B 8   │ B┃A probe that    ││ request, x kills the pod that serves │
            │ · clean end of   │ runs every few    ││ it.                                  │
            │ the connection,  │ seconds cannot    ││                                      │
            │ no finish        │ tell              ││ ✓ two or more engines ready (3)      │
            """)
    }

    @Test func whoIsHiddenMakesRoom() {
        let screen = pane(Self.state(hiding: 2), columns: 120, rows: 36)
        #expect(screen.contains("Streams · 2 sessions") && !screen.contains("s2 →") && screen.contains("s3 → C"), "\(screen)")
    }

    @Test(arguments: [1, 5, 20, 40, 300])
    func nothingWrapsAtAnyWidth(_ columns: Int) {
        for rows in [1, 3, 10, 30] {
            let lines = Board.draw(Self.state(), size: Size(columns: columns, rows: rows), appearance: .ascii).lines
            #expect(lines.allSatisfy { $0.count <= columns })
        }
    }
}

@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


/// Presenter mode as literal text: what the last row of a room reads.
@Suite struct PresenterScreenTests {
    private static let caption = "The stream ends. It looks clean, and half of the answer is missing: no finish reason, no [DONE]."

    private func presented(
        _ state: State, _ columns: Int, _ rows: Int, caption: String? = caption, appearance: Appearance = .utf8,
        moment: ShownMoment = .present
    ) -> Canvas {
        var state = state
        state.navigation.isPresenting = true
        state.navigation.caption = caption
        return Board.draw(state, size: Size(columns: columns, rows: rows), appearance: appearance, moment: moment)
    }

    @Test func beforeTheFault() {
        let canvas = presented(Screens.streaming(), 80, 24, caption: nil)
        let expected = """
             kind-demo/default  router ● LIVE  pods ● LIVE 3/3  session 9999 → A      ARMED
                      ██████             ██████ ██████    ██████     ██████     ██ ██████
                      ██  ██                 ██ ██  ██    ██  ██         ██     ██     ██
                      ██████             ██████ ██  ██    ██  ██     ██████   ██   ██████
                      ██  ██             ██     ██  ██    ██  ██         ██ ██         ██
                      ██  ██             ██████ ██████ ██ ██████     ██████ ██     ██████
                session 9999 is on          tokens per second           engines ready
            ╭ 3 Stream · 9999 · streaming · 20.0 tok/s · TTFT 0.100 s · 40 tokens ─────────╮
            │ A┃Fault tolerance is the ability of a system to keep working when some of    │
            │ its parts fail. Fault tolerance is the ability of a system to keep working   │
            │ when some of its parts fail. Fault tolerance                                 │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            ╰──────────────────────────────────────────────────────────────────────────────╯
              s  send
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func whileTheCapacityGapIsOpen() {
        let canvas = presented(Screens.inProgress(), 80, 24)
        let expected = """
             INCIDENT 1 · A killed · 0:01  router ● LIVE  pods ● LIVE 2/4             ARMED
              ██████    ██████ ██  ██    ██████      ██   ██████   ██████    ██████ ██████
              ██  ██    ██  ██ ██  ██    ██  ██    ████   ██       ██  ██    ██     ██  ██
              ██  ██    ██  ██ ██████    ██  ██      ██   ██████   ██  ██    ██████ ██████
              ██  ██    ██  ██     ██    ██  ██      ██       ██   ██  ██    ██  ██     ██
              ██████ ██ ██████     ██    ██████ ██ ██████ ██████   ██████ ██ ██████ ██████
                detection, seconds        service gap, seconds       capacity gap, so far
            ╭ 3 Stream · 9999 · streaming · 20.0 tok/s · asked again 1 · TTFT 0.110 s · 1… ╮
            │ A 20 ✂ 0.150 s → B 12                                                        │
            │ body┃ ┃A→B · 0.150 s┃ B┃Fault tolerance is the ability of a system to keep   │
            │ working when                                                                 │
            ╰──────────────────────────────────────────────────────────────────────────────╯
            ╭ 4 Failover · incident 1 in progress · you killed A (now) at 20:08:02 ────────╮
            │ A  ████████████████████████✂────────────────                                 │
            │ B  ░░░░░░░░░░░░░░░░░░░░░░░░░░░██████████████                                 │
            │ D                          ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒                                 │
            │ C  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░                                 │
            │                            0 s         0.5 s       1 s         1.5 s         │
            │    █ tokens  ░ ready  ▒ starting  ─ terminating  ✂ fault                     │
            ╰──────────────────────────────────────────────────────────────────────────────╯
                     1 request FAIL   2 session PASS   3 gap PASS   4 capacity OPEN
             The stream ends. It looks clean, and half of the answer is missing: no finish
                                           reason, no [DONE].
              s  send   x  kill   y  kill  killed A vllm-opt125m-deployment-vllm-569b694564…
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func pausedOnALargeScreen() {
        let canvas = presented(Screens.recovered(), 120, 36, moment: .paused(secondsAgo: 12.41))
        let expected = """
             kind-demo/default  router vllm-router-service ● LIVE  pods ● LIVE 3/3  session 9999 → B      PAUSED 12.4 s ago   ARMED
                    ██████    ██████ ██  ██                 ██████      ██   ██████                 ██████    ██████ ██████
                    ██  ██    ██  ██ ██  ██                 ██  ██    ████   ██                     ██  ██    ██  ██ ██  ██
                    ██  ██    ██  ██ ██████                 ██  ██      ██   ██████                 ██████    ██  ██ ██  ██
                    ██  ██    ██  ██     ██                 ██  ██      ██       ██                 ██  ██    ██  ██ ██  ██
                    ██████ ██ ██████     ██                 ██████ ██ ██████ ██████                 ██████ ██ ██████ ██████
                       detection, seconds                     service gap, seconds                   capacity gap, seconds
            ╭ 3 Stream · 9999 · request failtop-test-2 · complete · asked again 1 · TTFT 0.110 s · 12 tokens ──────────────────────╮
            │ A 20 ✂ 0.150 s → B 12                                                                                                │
            │ A┃Fault tolerance is the ability of a system to keep working when some of its parts fail. Fault ┃✂ A lost ·          │
            │ connection closed before the end of the body┃ ┃A→B · 0.150 s┃ B┃Fault tolerance is the ability of a system to keep   │
            │ working when ┃✓ complete: stop┃                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
            ╭ 4 Failover · incident 1 recovered · you killed A (now) at 20:08:02 ──────────────────────────────────────────────────╮
            │ A  ███████████✂────────────────                                                                                      │
            │    ███████████✂────────────────                                                                                      │
            │ B  ░░░░░░░░░░░░████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░          │
            │    ░░░░░░░░░░░░████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░          │
            │ D             ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░          │
            │               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░          │
            │ C  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░          │
            │    ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░          │
            │               0 s        1 s        2 s         3 s        4 s        5 s         6 s        7 s        8 s          │
            │    █ tokens  ░ ready  ▒ starting  ─ terminating  ✂ fault                                                             │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
                                         1 request FAIL   2 session PASS   3 gap PASS   4 capacity PASS

                        The stream ends. It looks clean, and half of the answer is missing: no finish reason, no [DONE].

             s send  x kill B  X choose  a arm  Tab pane  / filter  Enter details  space pause  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func onASmallScreenInASCII() {
        let canvas = presented(Screens.recovered(), 40, 10, appearance: .ascii)
        let expected = """
             router * LIVE  pods * LIVE 3/3   ARMED
            detection 0.04 - service gap 0.15 - cap~
            + 3 Stream - complete - asked again 1~ +
            | to keep working when |v complete:    |
            | stop|                                |
            +--------------------------------------+
               1 FAIL   2 PASS   3 PASS   4 PASS
              The stream ends. It looks clean, and
             half of the answer is missing: no fin~
              s  send   x  kill   y  kill
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func theHeaderSaysWhichMomentItIs() {
        for (moment, words) in [
            (ShownMoment.paused(secondsAgo: 0), " PAUSED "), (.behind(seconds: 4.21, speed: 0.25), " 0.25x display 4.2 s behind "),
            (.behind(seconds: 4.21, speed: 2), " 2x display 4.2 s behind "),
            (.recorded(ReplayStatus(position: .zero, duration: .zero, speed: 1, isPlaying: true)), " PLAYBACK "),
        ] {
            for isPresenting in [false, true] {
                var state = Screens.recovered()
                state.navigation.isPresenting = isPresenting
                let canvas = Board.draw(state, size: Size(columns: 80, rows: 24), appearance: .utf8, moment: moment)
                #expect(canvas.lines[0].contains(words), "\(canvas.lines[0])")
            }
        }
    }

    /// The keys of the board that would send or kill do nothing in a recording.
    @Test func theHelpOfARecordingIsItsOwn() {
        var state = Screens.recovered()
        state.navigation.dialog = .help(scroll: 0)
        let status = ReplayStatus(position: .zero, duration: .zero, speed: 1, isPlaying: true)
        func help(_ moment: ShownMoment) -> String {
            Board.draw(state, size: Size(columns: 120, rows: 60), appearance: .utf8, moment: moment).lines.joined(separator: "\n")
        }
        let (recorded, live) = (help(.recorded(status)), help(.present))
        #expect(recorded.contains("To the next mark.") && recorded.contains("To that tenth of the recording.") && !live.contains("To the next mark."))
        for binding in Keymap.bindings where [.send, .killActive, .toggleArmed].contains(binding.action) {
            #expect(live.contains(binding.help) && !recorded.contains(binding.help), "\(binding.keyLabel)")
        }
    }

    @Test func aDialogLiesOverIt() {
        let canvas = presented(Screens.confirming(), 80, 24)
        #expect(canvas.lines.contains { $0.contains("Kill A?") })
        #expect(canvas.lines.last == " y kill  n no")
    }

    @Test func aGapBeyondItsLimitIsBad() {
        var state = Screens.recovered()
        state.start.settings.limits.serviceGap = .milliseconds(100)
        let numbers = BigNumbers(scene: Scene(state: state, appearance: .utf8)).numbers
        #expect(numbers.map(\.text) == ["0.04", "0.15", "8.00"])
        #expect(numbers.map(\.style.role) == [.accent, .bad, .good])
    }

    @Test func everyPodHasALetter() {
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
            let unknown = BlockText(text: "?", style: .plain, glyphs: .ascii)
            #expect(drawn(BlockText(text: String(letter), style: .plain, glyphs: .ascii)) != drawn(unknown), "\(letter)")
        }
        #expect(drawn(BlockText(text: "7", style: .plain, glyphs: .ascii)) == ["###", "  #", "  #", "  #", "  #"])
    }

    private func drawn(_ text: BlockText) -> [String] {
        var canvas = Canvas(size: Size(columns: 3, rows: 5))
        text.draw(&canvas, in: canvas.bounds)
        return canvas.lines
    }
}

import ClusterModel
import FailoverModel
import TerminalCanvas
import TestSupport
import Testing

@testable import Panes

/// The log of a pod over the board.
struct PodLogScreenTests {
    private static func screen(_ size: Size, _ answer: PodLogAnswer) -> [String] {
        var story = Story.steady()
        let request = PodLogRequest(namespace: "default", pod: Story.engine("8wt2h", host: 11).identity, container: "vllm")
        story.tell(at: 10, .action(.podLog), .podLogRead(request, answer))
        return Board.draw(story.state, size: size, appearance: .ascii).lines
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]) func theNewestLineIsBelow(_ size: Size) throws {
        let lines = (0..<60).map { PodLogLine(at: 1_795_464_480 + Double($0), text: "line \($0) \u{1B}[31mred\u{1B}]0;x\u{07}") }
        let screen = Self.screen(size, .lines(lines))
        let last = try #require(screen.lastIndex { $0.contains("line 59 ") })
        #expect(screen[last - 1].contains("line 58 ") && screen[last].contains("20:08:59 line 59"))
        #expect(screen.contains { $0.contains("Esc close  End follow  / filter  p previous") })
        #expect(screen.contains { $0.contains("Log - A vllm-opt125m-deployment-vllm-569b694564-8wt2h") })
    }

    @Test func whatWentWrongIsSaid() {
        let screen = Self.screen(Size(columns: 80, rows: 24), .refused("the pod is gone, and its log with it; a log store may have it"))
        #expect(screen.contains { $0.contains("the pod is gone, and its log with it; a log store may have it") })
    }
}

@testable import Panes
import TerminalCanvas
import TestSupport
import Testing
import TrafficModel


/// What the board tells of a router that is not the production stack's.
struct RouterScreenTests {
    private func lines(_ story: Story) -> [String] {
        Board.draw(story.state, size: Size(columns: 120, rows: 36), appearance: .utf8).lines
    }

    @Test func theHeaderSaysWhichRouterItIs() throws {
        var story = Story.steady()
        #expect(try #require(lines(story).first).contains("router vllm-router-service ● LIVE"))
        story.logged(at: 1, .recognised(.vllmRouter))
        #expect(try #require(lines(story).first).contains("router vllm-router-service (vllm-router) ● LIVE"))
    }

    @Test func ghostsAndBreakersStandAmongThePods() {
        var story = Story.steady()
        story.tell(at: 1, .router(.listed([11, 12, 13].map { ListedWorker(url: Story.worker($0)) })))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.tell(at: 6, .router(.workers([WorkerFigures(url: Story.worker(13), breaker: .open)])))
        let text = lines(story)
        #expect(text.contains { $0.contains("│B") && $0.contains("4psb7") && $0.contains("ghost") })
        #expect(text.contains { $0.contains("│C") && $0.contains("breaker open") })
    }
}

import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// More engines than one look after another could ask.
struct ManyEnginesTests {
    private static func engines(_ count: Int) -> [Pod] { (1...count).map { Story.engine("e\($0)", host: $0) } }

    private static func metered(_ commands: [Command]) -> [String]? {
        commands.compactMap { if case .readMetrics(let targets) = $0 { targets.filter { $0.kind == .engine }.map(\.pod.name) } else { nil } }.last
    }

    @Test(arguments: [(20, 20), (64, 64), (65, 64), (200, 64)]) func soManyAreAskedForTheirFigures(_ count: Int, _ asked: Int) {
        var story = Story.steady()
        let commands = story.tell(at: 1, .kubernetes(.pods(.replaced(Self.engines(count) + [Story.routerPod()]))))
        #expect(Self.metered(commands)?.count == asked)
    }

    @Test func theOneThatServesUsIsAmongThem() throws {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.replaced(Self.engines(200) + [Story.routerPod()]))))
        story.tell(at: 2, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        let log = RouterLogEntry(
            routerPod: Story.routerPod().name,
            message: .routed(request: id, session: "9999", worker: Story.worker(150), attempt: 1))
        story.tell(at: 2.1, .stream(.opened(id, status: 200)), .router(.log(log)))
        let commands = story.tell(at: 3, .kubernetes(.pods(.changed(Story.engine("new", host: 201)))))
        let names = try #require(Self.metered(commands))
        #expect(names.contains(Story.engine("e150", host: 150).name) && names.count == 65)
    }

    /// Of many not each is read each second: those first that serve us, or that an incident is about.
    @Test func whoServesUsOrIsHurtIsReadFirst() throws {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.replaced(Self.engines(40) + [Story.routerPod()]))))
        story.tell(at: 2, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        let log = RouterLogEntry(
            routerPod: Story.routerPod().name,
            message: .routed(request: id, session: "9999", worker: Story.worker(7), attempt: 1))
        story.tell(at: 2.1, .stream(.opened(id, status: 200)), .router(.log(log)))
        #expect(Self.first(story.tell(at: 3, .ticked)) == [Story.engine("e7", host: 7).name])
        #expect(Self.first(story.tell(at: 4, .ticked)) == nil, "said once")
        story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("e9", host: 9, ready: false)))))
        let commands = story.tell(at: 6, .kubernetes(.pods(.changed(Story.engine("e9", host: 9)))))
        #expect(Set(try #require(Self.first(commands))) == [Story.engine("e7", host: 7).name, Story.engine("e9", host: 9).name])
    }

    private static func first(_ commands: [Command]) -> [String]? {
        commands.compactMap { if case .readMetrics(let targets) = $0 { targets.filter(\.isFirst).map(\.pod.name) } else { nil } }.last
    }
}

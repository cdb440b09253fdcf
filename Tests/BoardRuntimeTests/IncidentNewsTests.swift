import BoardRuntime
import FailoverModel
import IncidentModel
import Panes
import Synchronization
import TestSupport
import Testing

/// What the loops do with news of an incident and with a line to copy.
@MainActor
struct IncidentNewsTests {
    private func keeper(_ told: ToldNews, _ change: (inout Settings) -> Void = { _ in }) -> StateKeeper {
        var settings = Settings()
        change(&settings)
        var handlers = CommandHandlers.none
        handlers.announce = { news, _ in told.add(news) }
        let start = Start(runID: "test", wallClockAtZero: 0, utcOffset: 0, settings: settings)
        return StateKeeper(start: start, mailbox: Mailbox(), handlers: handlers)
    }

    private func loseAPod(_ mailbox: Mailbox) {
        let pod = Story.engine("8wt2h", host: 11)
        mailbox.post(.kubernetes(.pods(.replaced([pod, Story.engine("4psb7", host: 12)]))))
        mailbox.post(.kubernetes(.pods(.removed(pod))))
    }

    @Test func aFaultRingsTheBellAndItsSummaryIsCopied() async throws {
        let told = ToldNews()
        let keeper = keeper(told)
        let terminal = RecordingTerminal()
        let loop = Task { await ScreenLoop(keeper: keeper, terminal: terminal, appearance: .utf8).run() }
        loseAPod(keeper.mailbox)
        _ = try await Program.eventually("the bell") { terminal.bells == 1 ? true : nil }
        terminal.type("c")
        _ = try await Program.eventually("a copy") { terminal.copies.first?.contains("was deleted") }
        terminal.type("q")
        #expect(await loop.value == .quit)
        await keeper.stop()
        #expect(told.all.map(\.event) == [.opened])
    }

    @Test func withoutATerminalTheNewsIsALine() async throws {
        let told = ToldNews()
        let keeper = keeper(told) { $0.wait = IncidentWait(timeout: .milliseconds(1_500)) }
        var lines: [String] = []
        loseAPod(keeper.mailbox)
        await LineLoop(keeper: keeper) { lines.append($0) }.run()
        await keeper.stop()
        #expect(lines.contains { $0.contains("Z opened: incident 1 · ") && $0.contains("was deleted") }, "\(lines)")
        #expect(told.all.count == 1)
    }
}

/// What was told, from any task.
private final class ToldNews: Sendable {
    private let list = Mutex<[IncidentAnnouncement]>([])
    var all: [IncidentAnnouncement] { list.withLock { $0 } }
    func add(_ news: IncidentAnnouncement) { list.withLock { $0.append(news) } }
}

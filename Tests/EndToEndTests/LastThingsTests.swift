import Foundation
import TestSupport
import Testing

/// However the board ends, the terminal is as it was and no kubectl is left behind.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct LastThingsTests {
    @Test func theTerminalIsRestoredAndNoProcessStays() async throws {
        try await HeadlessDemo.with { demo in
            let endings: [(signal: Int32?, code: Int)] = [(nil, 0), (SIGTERM, 130), (SIGHUP, 130), (SIGINT, 130)]
            for ending in endings {
                let check = "[ $m = $(stty -g) ] && echo modes as before"
                try await Tmux.with(command: "m=$(stty -g); \(demo.board()); c=$?; \(check); (exit $c)") { board in
                    try await board.shows("pods ● LIVE 3/3")
                    #expect(!demo.proxies.isEmpty)
                    #expect(try await board.format("#{alternate_on}#{cursor_flag}#{mouse_any_flag}") == "101")
                    if let signal = ending.signal {
                        for entry in demo.boards { kill(entry.id, signal) }
                    } else {
                        try await board.press("q")
                    }
                    try await board.shows("modes as before", "ended with \(ending.code)")
                    #expect(try await board.format("#{alternate_on}#{cursor_flag}#{mouse_any_flag}") == "010")
                    try await expectNoProxies(demo)
                }
            }
        }
    }

    /// Nothing can be done in the process itself: the watchdog of kubectl sees to it.
    @Test func aKilledBoardAndALostTerminalLeaveNoKubectl() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3")
                for entry in demo.boards { kill(entry.id, SIGKILL) }
                // Wherever the killed board left the cursor, the line may be broken.
                try await board.eventually("ended with 137") { $0.split(separator: "\n").joined().contains("ended with 137") }
                try await expectNoProxies(demo)
            }
            let folders = try await Tmux.with(command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3")
                #expect(!demo.boards.isEmpty)
                return demo.proxies.compactMap { $0.command.firstMatch(of: /--unix-socket=(\S+)\/api/)?.output.1 }
            }
            try await expectNoProxies(demo)
            _ = try await Program.eventually("the board ends with its terminal") { demo.boards.isEmpty ? true : nil }
            #expect(!folders.isEmpty)
            for folder in folders { #expect(!FileManager.default.fileExists(atPath: String(folder))) }
        }
    }

    /// A kubectl that does not obey holds the end up; who presses Ctrl-C again does not wait for it.
    @Test func aSecondInterruptEndsAtOnce() async throws {
        let script = "echo $$ >> \"$(dirname \"$0\")/pids\"; trap '' TERM; while :; do sleep 0.1; done"
        try await StandInKubectl.with(script: script) { kubectl in
            let process = Process()
            process.executableURL = URL(filePath: Program.failtop)
            process.arguments = ["watch", "--headless", "--no-record"]
            process.environment = ProcessInfo.processInfo.environment.merging(kubectl.environment) { _, ours in ours }
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            try process.run()
            func pids() -> [Int32] { kubectl.kept("pids").split(separator: "\n").compactMap { Int32($0) } }
            _ = try await Program.eventually("kubectl runs") { pids().isEmpty ? nil : true }
            // The kernel makes one of two that are not yet taken.
            _ = try await Program.eventually(every: .milliseconds(10), "it ends") {
                guard process.isRunning else { return true }
                process.interrupt()
                return nil
            }
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
            _ = try await Program.eventually("no kubectl is left") { pids().allSatisfy { kill($0, 0) != 0 } ? true : nil }
        }
    }

    private func expectNoProxies(_ demo: HeadlessDemo) async throws {
        _ = try await Program.eventually("no kubectl is left") { demo.proxies.isEmpty ? true : nil }
    }
}

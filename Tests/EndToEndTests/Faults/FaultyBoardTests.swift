import Foundation
import TestSupport
import Testing

/// The whole board in a terminal, through the real kubectl, while something breaks.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(3)))
struct FaultyBoardTests {
    @Test func `what was missed stands in the footer`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard { board, _ in
                try await world.proxy.goAway()
                try await board.shows("pods ○ STALE")
                try await world.killAnEngine()
                try await world.proxy.comeBack()
                try await board.shows("pods unseen for", "went", "pods ● LIVE")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    /// A busy API server carries the kill out after its client has given up.
    @Test func `a kill that is answered too late is not known, and its incident says who killed`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard("--arm") { board, _ in
                world.proxy.set(.hold(.seconds(14), "DELETE"))
                try await Self.killTheFirst(on: board)
                try await board.shows("not known whether it was killed", "no answer in time")
                #expect(try await !board.screen.contains("nothing killed"))
                try await board.press("4")
                try await board.shows("incident 1", "you killed", "the API's answer was lost")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @Test func `a kill whose connection breaks is no refusal, and its incident says who killed`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard("--arm") { board, _ in
                world.proxy.set(.lose("DELETE"))
                try await Self.killTheFirst(on: board)
                try await board.press("4")
                try await board.shows("incident 1", "you killed", "the API's answer was lost")
                #expect(try await !board.screen.contains("nothing killed"))
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    private static func killTheFirst(on board: Tmux) async throws {
        try await board.press("X")
        try await board.shows("Kill which engine?")
        try await board.press("Enter")
        try await board.shows("y kill")
        try await board.press("y")
    }

    @Test func `a laptop that slept wakes up to the truth`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard { board, process in
                kill(process, SIGSTOP)
                let victim = try await world.killAnEngine().suffix(5)
                _ = try await Program.eventually("a replacement") { () async throws -> Bool? in
                    try await world.listed().count { $0.role == "vllm" && $0.isReady } == 3 ? true : nil
                }
                kill(process, SIGCONT)
                try await board.shows("pods ● LIVE 3/3", "D  vllm", "incident 1")
                try await board.eventually("without the victim") { !$0.contains("-\(victim) ") }
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @Test(arguments: [-3_600, 3_600])
    func `a clock that is wrong, and then jumps, changes no age and opens no incident`(seconds: Int) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-clock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (library, offset) = (folder.appending(path: "clock.so"), folder.appending(path: "offset"))
        // The compiler that comes with Swift. kubectl asks the kernel itself for the time, and is left alone.
        let source = folder.appending(path: "clock.c")
        try Fixture.data("standins/wrong-clock.c").write(to: source)
        let built = try await Program.run("clang", ["-shared", "-fPIC", "-o", library.path, source.path, "-ldl"])
        try #require(built.exitCode == 0, "\(built.error)")
        try Data("\(seconds)".utf8).write(to: offset)
        try await FaultyWorld.with { world in
            let wrong = "env LD_PRELOAD=\(library.path) WRONG_CLOCK=\(offset.path)"
            try await world.withBoard(before: wrong) { board, _ in
                try await board.eventually("ages by the cluster's clock") { screen in
                    let age = /[A-C] {2}vllm-\S+ +(?:▶9999 +)?1\/1 +Running +0 +(\d+)s/
                    let ages = screen.matches(of: age).compactMap { Int($0.1) }
                    return ages.count == 3 && ages.allSatisfy { $0 < 120 }
                }
                try await board.ask(until: "9999 →")
                try Data("\(2 * 86_400)".utf8).write(to: offset)
                try await board.press("d")
                try await board.shows("clocks agree", "\(seconds < 0 ? "behind" : "ahead of") the API server's")
                try await board.press("Escape")
                try await world.killAnEngine()
                try await board.shows("incident 1", "T7", "pods ● LIVE 3/3")
                #expect(try await !board.screen.contains("incident 2"))
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @Test func `a flapping router and a rotated log are survived`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard { board, _ in
                try await board.shows("router-service ● LIVE")
                for _ in 0..<3 {
                    world.proxy.set(.answer(503, "ServiceUnavailable", to: "/services/"))
                    try await board.shows("router-service ○ STALE")
                    world.proxy.set()
                    try await board.shows("router-service ● LIVE")
                }
                for _ in 0..<3 {
                    _ = try await Program.eventually("an open log") { () async throws -> Bool? in
                        world.proxy.cut("/log?follow", after: "2026-11-24T20:0") > 0 ? true : nil
                    }
                }
                try await board.ask(until: "9999 →")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @Test func `a terminal resized without pause, and left and entered again`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard { board, _ in
                for turn in 0..<200 {
                    try await board.resize(columns: 60 + turn * 7 % 80, rows: 20 + turn * 3 % 30)
                }
                try await board.resize(columns: 120, rows: 36)
                try await board.shows("pods ● LIVE 3/3", "4 Failover", "q quit")
                let attach = "env -u TMUX tmux -L \(board.socket) attach -t \(Tmux.session)"
                for _ in 0..<2 {
                    try await Tmux.with(columns: 140, rows: 40, command: attach) { outside in
                        try await outside.shows("pods ● LIVE 3/3", "q quit")
                        try await outside.press("C-b", "d")
                        try await outside.shows("detached", "ended with 0")
                    }
                    try await board.shows("pods ● LIVE 3/3", "q quit")
                }
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    /// Whether this machine lets us have a disk of our own to fill.
    static let canMount = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(.enabled(if: Part.isWanted(canMount))) func `a full disk ends the recording, not the board`() async throws {
        try await FaultyWorld.with { world in
            let script = "mount -t tmpfs -o size=8k none /mnt && exec \"$@\""
            try await world.withBoard("--record /mnt/journal", before: "unshare -rm sh -c '\(script)' sh") { board, _ in
                try await board.ask(until: "streaming")
                try await world.killAnEngine()
                try await board.shows("incident 1", "T7")
                try await board.press("q")
                try await board.shows("recording stopped", "ended with 0")
            }
        }
    }
}

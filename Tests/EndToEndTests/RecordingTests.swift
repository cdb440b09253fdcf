import Foundation
import Journal
import TestSupport
import Testing

/// Recordings of whole runs: the same each time they are played, without a secret, and there after a crash.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct RecordingTests {
    private func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    private func export(_ file: String, _ flags: String...) async throws -> String {
        let outcome = try await Program.run(Program.failtop, ["export", file] + flags)
        #expect(outcome.exitCode == 0, "\(outcome.error)")
        return outcome.output
    }

    @Test func aTestPlaysTheSameTwiceAndAsciinemaPlaysItsFilm() async throws {
        try await withFolder { folder in
            let file = "\(folder)/run.jsonl"
            let run = try await Program.run(
                Program.failtop,
                ["test", "--demo", "--startup-delay", "1s", "--max-tokens", "60", "--record", file, "--output", "json"])
            #expect(run.exitCode == 1, "\(run.error)")
            for format in ["json", "screen", "svg", "cast", "cast3", "markdown", "html"] {
                let once = try await export(file, "-o", format)
                #expect(try await export(file, "-o", format) == once, "\(format)")
                if format == "json" { #expect(once == run.output, "and the report that the run itself gave") }
            }
            let journal = try JournalReader.read(path: file)
            #expect(journal.unknownEvents == 0 && journal.damagedLines == 0 && !journal.isTruncated)
            let cast = "\(folder)/run.cast"
            try await export(file, "-o", "cast").write(toFile: cast, atomically: true, encoding: .utf8)
            let film = try await Program.run(try PythonEnvironment.program("asciinema"), ["cat", cast])
            #expect(film.exitCode == 0, "\(film.error)")
            for text in ["Pods", "Failover", "truncated", "FAIL"] { #expect(film.output.contains(text), "\(text)") }
        }
    }

    @Test func noSecretIsInIt() async throws {
        let secret = "sk-\(UUID().uuidString)"
        try await HeadlessDemo.with { demo in
            try await withFolder { folder in
                let file = "\(folder)/run.jsonl"
                let run = try await Program.run(
                    Program.failtop,
                    ["test", "--kubeconfig", demo.kubeconfig, "--router", "http://127.0.0.1:\(demo.routerPort)", "--max-tokens", "40",
                        "--record", file, "--api-key-env", "SECRET_OF_THE_TEST"],
                    environment: ["SECRET_OF_THE_TEST": secret])
                #expect(run.exitCode == 1, "\(run.error)\(run.output)")
                let text = try String(contentsOfFile: file, encoding: .utf8)
                let kubeconfig = try String(contentsOfFile: demo.kubeconfig, encoding: .utf8)
                let secrets = kubeconfig.matches(of: /(?:token|data|password): *"?([^"\s]{12,})/).map { String($0.output.1) }
                #expect(!secrets.isEmpty)
                for word in secrets + [secret, "Authorization", "Bearer", "BEGIN ", "eyJ"] {
                    #expect(!text.localizedCaseInsensitiveContains(word), "\(word.prefix(16))")
                }
            }
        }
    }

    @Test func aCrashLosesAtMostASecond() async throws {
        try await withFolder { folder in
            let file = "\(folder)/run.jsonl"
            try await Tmux.with(command: "exec \(Program.failtop) demo --startup-delay 1s --record \(file)") { board in
                try await board.shows("pods ● LIVE 3/3")
                try await board.ask(until: "streaming")
                // Two seconds of it: what is lost may be one.
                try await board.eventually("40 tokens") { $0.contains(/[4-9]\d tokens/) }
                let pid = try #require(Int32(try await board.format("#{pane_pid}")))
                let seen = try await board.screen
                let killedAt = Date().timeIntervalSince1970
                kill(pid, SIGKILL)
                let journal = try JournalReader.read(path: file)
                var replay = try #require(Replay(journal))
                replay.seek(to: replay.duration)
                let lost = killedAt - replay.state.start.wallClock(at: replay.duration)
                #expect(lost < 1.2, "\(lost) s, with the time that the look at the screen took\n\(seen)")
                #expect(journal.damagedLines == 0)
                #expect((replay.state.conversation.current?.chunks.count ?? 0) >= 15)
            }
        }
    }
}

import Foundation
import Synchronization
import Testing

@testable import DemoCluster

/// A real program as a container's process.
@Suite(.timeLimit(.minutes(1)))
struct ExternalProcessTests {
    private func start(_ script: String, _ environment: [String: String] = [:]) async throws -> (process: ExternalProcess, lines: @Sendable () -> [String]) {
        let lines = SharedLines()
        let process = ExternalProcess(["/bin/sh", "-c", script], log: { lines.add($0) }) { environment }
        try await process.start()
        return (process, { lines.all })
    }

    private final class SharedLines: Sendable {
        private let state = Mutex<[String]>([])
        var all: [String] { state.withLock { $0 } }
        func add(_ line: String) { state.withLock { $0.append(line) } }
    }

    /// A dead process that nobody has asked after has no command line any more.
    private func runs(_ id: String?) -> Bool {
        id.map { FileManager.default.contents(atPath: "/proc/\($0)/cmdline")?.isEmpty == false } ?? false
    }

    @Test func itsWordsAreTheLogAndItsCodeIsTold() async throws {
        let (process, lines) = try await start("echo out; echo err >&2; echo $WHO; exit 7", ["WHO": "us"])
        #expect(await process.exitCode() == 7)
        #expect(lines() == ["out", "err", "us"])
    }

    @Test func itsEndTakesWithItWhatItStarted() async throws {
        let (process, lines) = try await start("sleep 300 & echo $!; exit 3")
        #expect(await process.exitCode() == 3)
        try await expectEventually("its child is gone") { !runs(lines().first) }
    }

    @Test func sigtermReachesTheProgramAloneAndSIGKILLAll() async throws {
        let (process, lines) = try await start("trap 'echo told' TERM; sleep 300 & echo $!; while :; do wait; sleep 0.05; done")
        try await expectEventually("it runs") { lines().count == 1 }
        await process.terminate()
        try await expectEventually("told") { lines().contains("told") }
        #expect(runs(lines().first), "its child was not")
        await process.kill()
        #expect(await process.exitCode() == 137)
        try await expectEventually("its child is gone") { !runs(lines().first) }
    }

    @Test func aProgramThatIsNotThereIsSaid() async throws {
        let lines = SharedLines()
        let process = ExternalProcess(["/no/such/program"], log: { lines.add($0) })
        try await process.start()
        #expect(await process.exitCode() == 127)
        #expect(lines.all.contains { $0.contains("not found") })
    }

    @Test func aCommandLineIsReadAsAShellReadsWords() throws {
        func words(_ line: String) throws -> [String] { try ProcessCommand(line).words }
        #expect(try words("sh -c 'a  b' --host={ip} \"x \\\" y\" \\ z ''") == ["sh", "-c", "a  b", "--host={ip}", "x \" y", " z", ""])
        for (line, reason) in [("", "empty"), ("  ", "empty"), ("sh 'x {ip}", "left open"), ("sh --port {port}", "{ip}")] {
            let error = #expect(throws: ProcessCommand.Unfit.self) { try words(line) }
            #expect(error?.description.contains(reason) == true, "\(line)")
        }
        #expect(throws: ProcessCommand.Unfit.self) { try ProcessCommand("nothing-like-it {ip}").findProgram() }
        try ProcessCommand("sh {ip}").findProgram(["PATH": "/bin"])
        let command = try ProcessCommand("/bin/sh {name} {ip}:{port}")
        let context = WorkloadTestBench().context("engine-1", ip: "127.77.3.4", arguments: ["--port", "9000"])
        #expect(command.filled(for: context) == ["/bin/sh", "engine-1", "127.77.3.4:9000"])
        #expect(command.template == ["/bin/sh", "{name}", "0.0.0.0:8000"])
    }
}

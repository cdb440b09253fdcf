import Foundation
import TestSupport
import Testing

/// `kubectl failtop`: a link on the PATH, and the real kubectl.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct PluginTests {
    private static func installed(_ body: ([String: String]) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "kubectl-failtop").path, withDestinationPath: Program.failtop)
        let script = try await Program.run(Program.failtop, ["completions", "kubectl"])
        let completion = folder.appending(path: "kubectl_complete-failtop").path
        #expect(FileManager.default.createFile(
            atPath: completion, contents: Data(script.output.utf8), attributes: [.posixPermissions: 0o755]))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        try await body(["PATH": "\(folder.path):\(path)", "XDG_STATE_HOME": folder.path])
    }

    @Test func itIsAPluginThatSaysSo() async throws {
        try await Self.installed { environment in
            let list = try await Program.run("kubectl", ["plugin", "list"], environment: environment)
            #expect(list.output.contains("kubectl-failtop"))
            let help = try await Program.run("kubectl", ["failtop", "--help"], environment: environment)
            #expect(help.exitCode == 0 && help.output.contains("USAGE: kubectl failtop <subcommand>"), "\(help.output)")
            let demo = try await Program.run("kubectl", ["failtop", "demo", "--help"], environment: environment)
            #expect(demo.output.contains("USAGE: kubectl failtop demo <options>"))
            let wrong = try await Program.run("kubectl", ["failtop", "watch", "--contxt", "x"], environment: environment)
            #expect(wrong.exitCode == 2)
            #expect(wrong.error.contains("See 'kubectl failtop watch --help'"), "\(wrong.error)")
        }
    }

    @Test func itFindsItsFilesAndServesACluster() async throws {
        try await Self.installed { environment in
            let lessons = try await Program.run("kubectl", ["failtop", "train"], environment: environment)
            #expect(lessons.output.contains("next: failtop train first-failover"), "\(lessons)")
            let report = try await Program.run(
                "kubectl", ["failtop", "doctor", "--demo", "--output", "json"], environment: environment)
            #expect(report.exitCode == 0 && report.output.contains("\"checks\""), "\(report.error)")
        }
    }

    @Test(arguments: [
        (["dem"], "demo"), (["demo", "--scen"], "--scenario"), (["train", "start", "nobody"], "nobody-left"),
    ])
    func kubectlCompletesIt(_ words: [String], _ word: String) async throws {
        try await Self.installed { environment in
            let answer = try await Program.run("kubectl", ["__complete", "failtop"] + words, environment: environment)
            #expect(answer.output == "\(word)\n:4\n", "\(answer)")
        }
    }
}

import Foundation
import TestSupport
import Testing

/// `doctor --bundle`: what a bug report needs, in one file, and no key.
@Suite(.world, .timeLimit(.minutes(2)))
struct BundleTests {
    @Test func itHoldsReportLogRecordingAndVersions() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = ["XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder]
        let tested = try await Program.run(
            Program.failtop, ["test", "--demo", "--startup-delay", "1s", "--max-tokens", "60", "--log-level", "debug"], environment: environment)
        #expect(tested.exitCode == 1, "\(tested.error)")
        let file = "\(folder)/bundle.tar.gz"
        let outcome = try await Program.run(Program.failtop, ["doctor", "--demo", "--bundle", file], environment: environment)
        #expect(outcome.exitCode == 0 && outcome.error.contains("wrote \(file)"), "\(outcome)")
        let list = try await Program.run("tar", ["-tzf", file]).output
        for name in ["report.txt", "report.json", "versions.txt", "failtop.log"] { #expect(list.contains("failtop-bundle/\(name)\n"), "\(list)") }
        #expect(list.contains(".jsonl"))
        let log = try await Program.run("tar", ["-xzOf", file, "failtop-bundle/failtop.log"]).output
        for words in ["begins run", "connected to failtop-demo/default", "kill asked: now", "kill accepted", "source pods: live", "the run ended"] {
            #expect(log.contains(words), "\(words) in \(log)")
        }
    }

    @Test func aPlaceThatCannotBeWrittenIsSaid() async throws {
        let outcome = try await Program.run(Program.failtop, ["doctor", "--demo", "--bundle", "/nowhere/b.tar.gz"])
        #expect(outcome.exitCode == 2 && outcome.error.contains("--bundle /nowhere/b.tar.gz"), "\(outcome)")
    }
}

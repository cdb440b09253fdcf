import Foundation
import TestSupport
import Testing

/// Every lesson as a learner has it: its check fails before, and passes after what its own solution says.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct LessonTests {
    static let lessons = [
        "first-failover", "half-an-answer", "strangers-each-time", "forgotten-conversations", "nobody-left",
        "ready-but-silent", "refused-at-the-door", "waiting-room", "never-comes-back", "slow-evenings", "night-repair",
    ]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/failtop/Lessons")

    @Test func allAreTried() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.sorted() == Self.lessons.map { "\($0).yaml" }.sorted())
    }

    @Test(arguments: lessons)
    func theCheckFailsBeforeAndPassesAfter(_ name: String) async throws {
        let yaml = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
        let scenario = try #require(yaml.firstMatch(of: /\nscenario: (.*)\n/)).1
        try await HeadlessDemo.with(command: ["train", name], ["--kubeconfig-out", Self.kubeconfig()]) { lab in
            let before = try await Self.check(name, lab, wait: "2s")
            #expect(before.exitCode == 1, "\(before)")
            #expect(before.output.hasPrefix("not yet: "))
            let objects = try await lab.kubectl("get", "nodes,pods,services,deployments,poddisruptionbudgets,events", "-o", "yaml")
            #expect(!objects.contains(name) && (scenario == "healthy" || !objects.contains(scenario)), "nothing gives it away")
            for command in Self.solution(yaml) {
                let done = try await Program.run("bash", ["-c", command], environment: ["KUBECONFIG": lab.kubeconfig])
                #expect(done.exitCode == 0, "\(command): \(done.error)")
            }
            let after = try await Self.check(name, lab, wait: "60s")
            #expect(after.exitCode == 0 && after.output == "done\n", "\(after)")
        }
    }

    /// The example of docs/training.md, and what becomes of it when it asks for nothing or its solution does nothing.
    @Test func theExampleOfThePageIsRehearsed() async throws {
        let page = try String(contentsOf: Self.folder.appending(path: "../../../docs/training.md"), encoding: .utf8)
        let yaml = String(try #require(page.firstMatch(of: /```yaml\n((?s).*?)```/)).1)
        let good = try await Self.rehearse(yaml)
        #expect(good.exitCode == 0 && good.output.contains("before: ") && good.output.hasSuffix("after the solution: done\n"), "\(good)")
        let idle = try await Self.rehearse(yaml.replacing("ready-engines: 2", with: "ready-engines: 1").replacing("opening: engine-deleted", with: "opening: nothing"))
        #expect(idle.exitCode == 1 && idle.error.contains("the conditions hold before anything was done"), "\(idle)")
        let wrong = try await Self.rehearse(yaml.replacing("kubectl scale", with: "kubectl no-such-thing"))
        #expect(wrong.exitCode == 1 && wrong.error.contains("the solution failed: kubectl no-such-thing"), "\(wrong)")
    }

    private static func rehearse(_ yaml: String) async throws -> Program.Outcome {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString).yaml")
        try Data(yaml.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await Program.run(Program.failtop, ["train", "rehearse", "--file", file.path])
    }

    @Test func aKubeconfigThatIsNotThere() async throws {
        let outcome = try await Program.run(
            Program.failtop, ["train", "check", "nobody-left", "--kubeconfig", "/nowhere", "--wait", "2s"])
        #expect(outcome.exitCode == 2, "\(outcome)")
    }

    @Test func aClusterThatIsGone() async throws {
        let file = Self.kubeconfig()
        let text = """
            {apiVersion: v1, kind: Config, current-context: c, contexts: [{name: c, context: {cluster: c, user: u}}],
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}], users: [{name: u, user: {token: x}}]}
            """
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let outcome = try await Program.run(
            Program.failtop, ["train", "check", "nobody-left", "--kubeconfig", file, "--wait", "2s"])
        #expect(outcome.exitCode == 3, "\(outcome)")
        #expect(outcome.output.isEmpty && outcome.error.contains("pods"), "not a lesson that is not done: a lab that is not there")
    }

    private static func kubeconfig() -> String {
        FileManager.default.temporaryDirectory.appending(path: "failtop-lab-\(UUID().uuidString)").path
    }

    private static func check(_ name: String, _ lab: HeadlessDemo, wait: String) async throws -> Program.Outcome {
        try await Program.run(
            Program.failtop, ["train", "check", name, "--kubeconfig", lab.kubeconfig, "--wait", wait])
    }

    /// The commands of the file, folded lines joined.
    private static func solution(_ yaml: String) -> [String] {
        let lines = yaml.split(separator: "\n").drop { $0 != "solution:" }.dropFirst().prefix { $0.hasPrefix(" ") }
        return lines.reduce(into: [String]()) { commands, line in
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("- ") {
                commands.append(text == "- >-" ? "" : String(text.dropFirst(2)))
            } else if let last = commands.popLast() {
                commands.append(last.isEmpty ? text : "\(last) \(text)")
            }
        }
    }
}

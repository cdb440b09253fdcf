import DemoCluster
import DiagnosisModel
import Foundation
import IncidentModel
import TestSupport
import Testing
@testable import failtop


/// Lesson files: those that come along, the example of the documentation, and how broken ones are refused.
struct LessonFileTests {
    static let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/training.md")

    private static let example = """
        name: x
        title: t
        expectation: fast-recovery
        scenario: healthy
        story: s
        goal: g
        hints: [a]
        remedies:
          - {text: one}
          - {text: two, right: true}
        done: {ready-engines: 3}
        debrief: d

        """

    private static func fault(_ yaml: String) -> String {
        do {
            _ = try LessonFile.load(yaml: yaml, file: "x.yaml")
            return "no fault"
        } catch {
            return "\(error)"
        }
    }

    @Test func everyFileIsALesson() throws {
        let files = try LessonCatalog.all()
        #expect(files.count == 11)
        #expect(Set(files.map(\.lesson.name)).count == files.count)
        #expect(Set(files.map(\.lesson.expectation)) == Set(Expectation.allCases), "all four expectations")
        #expect(Set(files.compactMap(\.lesson.cause)) == Set(Cause.allCases), "all four causes")
        #expect(files.allSatisfy { !$0.lesson.solution.isEmpty })
        #expect(files.first?.lesson.name == "first-failover")
        // What a learner sees in the list must not tell what is wrong.
        for file in files where file.world.cause != .none {
            let shown = "\(file.lesson.name) \(file.lesson.title) \(file.lesson.story)".lowercased()
            for clue in [file.world.name, "selector", "session-key", "oomkilled", "gpu", "replicas", "8001", "budget"] {
                #expect(!shown.contains(clue), "\(file.lesson.name): \(clue)")
            }
        }
    }

    @Test func thePageListsTheLessons() throws {
        let page = try String(contentsOf: Self.docs, encoding: .utf8)
        let rows = try LessonCatalog.all().map { file in
            "| `\(file.lesson.name)` | \(file.lesson.expectation.title) | \(file.lesson.cause?.rawValue ?? "none of the usual ones") |"
        }
        let table = page.prefix(upTo: try #require(page.firstRange(of: "## The exam")).lowerBound)
        #expect(table.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init) == rows)
    }

    @Test func theExampleOfThePageIsALesson() throws {
        let page = try String(contentsOf: Self.docs, encoding: .utf8)
        let yaml = try #require(page.firstMatch(of: /```yaml\n((?s).*?)```/)).1
        let file = try LessonFile.load(yaml: String(yaml), file: "my-lesson.yaml")
        #expect(file.lesson.name == "quiet-afternoon")
        #expect(file.lesson.cause == .insufficientReplicas, "the scenario's")
        #expect(file.lesson.conditions == [.readyEngines(2)])
        #expect(file.opening == .engineDeleted)
        let world = file.configuration(seed: 7)
        #expect(world.engines == 1 && world.sessions == 20 && world.startupDelay == .seconds(5) && world.seed == 7)
    }

    @Test func theSmallestLesson() {
        #expect(Self.fault(Self.example) == "no fault")
    }

    @Test func theKeyOfEarlierVersionsIsStillRead() {
        #expect(Self.fault(Self.example.replacing("expectation:", with: "promise:")) == "no fault")
        let both = Self.example.replacing("scenario:", with: "promise: fast-recovery\nscenario:")
        #expect(Self.fault(both).hasPrefix("x.yaml:4: given twice: expectation"), "\(Self.fault(both))")
    }

    @Test(arguments: [
        ("title: t\n", "titel: t\n", "x.yaml:2: unknown key titel; choose one of name, title, "),
        ("title: t\n", "", "x.yaml:1: the key title is missing"),
        ("title: t\n", "title: [t]\n", "x.yaml:2: expected a text"),
        ("title: t\n", "title: t\ntitle: u\n", "x.yaml:2: given twice: title"),
        ("name: x", "name: Two words", "x.yaml:1: a name is small letters, digits and hyphens"),
        ("name: x", "name: exam", "x.yaml:1: failtop train exam is a command; take another name"),
        ("fast-recovery", "fast", "x.yaml:3: unknown choice fast; choose one of request-continues, "),
        ("healthy", "sick", "x.yaml:4: unknown scenario sick; choose one of bare-deletions, "),
        ("[a]", "[]", "x.yaml:7: expected 1 to 9 texts, not 0"), ("[a]", "a", "x.yaml:7: expected a list"),
        ("[a]", "[a, {b: c}]", "x.yaml:7: expected a text"),
        (", right: true", "", "x.yaml:9: exactly one remedy must have right: true, not 0"),
        ("{text: one}", "{text: one, right: true}", "x.yaml:9: exactly one remedy must have right: true, not 2"),
        ("{text: one}", "{txt: one}", "x.yaml:9: unknown key txt; choose one of text, right, reply"),
        ("{text: one}", "{right: false}", "x.yaml:9: the key text is missing"),
        ("right: true", "right: perhaps", "x.yaml:10: expected true or false"),
        ("  - {text: one}\n", "", "x.yaml:9: expected 2 to 9 remedies, not 1"),
        ("{ready-engines: 3}", "{}", "x.yaml:11: a lesson without a condition is done before it begins"),
        ("{ready-engines: 3}", "{ready: 3}", "x.yaml:11: unknown condition ready; choose one of checks, "),
        ("{ready-engines: 3}", "{ready-engines: many}", "x.yaml:11: expected a whole number, 1 to 24"),
        ("{ready-engines: 3}", "{checks: [luck]}", "x.yaml:11: unknown check luck; choose one of kubectl, "),
        ("{ready-engines: 3}", "{one-session: false}", "x.yaml:11: one-session can only be true"),
        ("{ready-engines: 3}", "[ready-engines]", "x.yaml:11: expected keys with values"),
        ("debrief: d\n", "debrief: d\nopening: fire\n", "x.yaml:13: unknown choice fire; choose one of nothing, engine-deleted"),
        ("debrief: d\n", "debrief: d\norder: 0\n", "x.yaml:13: expected a whole number, 1 to 999"),
        ("debrief: d\n", "debrief: d\nexam: often\n", "x.yaml:13: expected true or false"),
        ("debrief: d\n", "debrief: d\ncause: fate\n", "x.yaml:13: unknown choice fate; choose one of none, "),
        ("debrief: d\n", "debrief: d\nworld:\n  engines: {cuont: 1}\n", "x.yaml:14: unknown key cuont; choose one of asleep, budget-"),
        ("debrief: d\n", "debrief: d\nworld:\n  egines: {count: 1}\n", "x.yaml:14: unknown key egines; choose one of cluster, "),
        ("debrief: d\n", "debrief: d\nworld: big\n", "x.yaml:13: expected keys with values"),
        ("name: x", "name: [x", "x.yaml:2: not YAML: "),
    ])
    func aBrokenFileIsRefusedWithLineAndReason(_ good: String, _ bad: String, _ words: String) {
        let yaml = Self.example.replacing(good, with: bad, maxReplacements: 1)
        #expect(yaml != Self.example)
        #expect(Self.fault(yaml).hasPrefix(words), "\(Self.fault(yaml))")
    }

    @Test func noFileAtAll() {
        #expect(Self.fault("") == "x.yaml: the file is empty")
        #expect(Self.fault("- a\n") == "x.yaml:1: expected keys with values")
    }

    @Test func theCommandRefusesThemToo() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "x.yaml").path
        try Data(Self.example.utf8).write(to: URL(filePath: path))
        let good = try await Program.run(Program.failtop, ["train", "validate", path])
        #expect(good.exitCode == 0 && good.output == "\(path): x, 1 hints, 1 conditions\n")
        try Data(Self.example.replacing("title: t", with: "titel: t").utf8).write(to: URL(filePath: path))
        for command in [["train", "validate", path], ["train", "--file", path], ["train", "check", "--file", path]] {
            let bad = try await Program.run(Program.failtop, command)
            #expect(bad.exitCode == 2)
            #expect(bad.error.hasPrefix("failtop: \(path):2: unknown key titel"), "\(bad.error)")
        }
        let absent = try await Program.run(Program.failtop, ["train", "validate", "/nowhere.yaml"])
        #expect(absent.exitCode == 2 && absent.error.contains("/nowhere.yaml: cannot be read"))
        let unknown = try await Program.run(Program.failtop, ["train", "no-such-lesson"])
        #expect(unknown.exitCode == 2 && unknown.error.contains("no lesson is called no-such-lesson; failtop train lists them"))
        let blind = try await Program.run(Program.failtop, ["train", "first-failover"])
        #expect(blind.exitCode == 2 && blind.error.contains("a lesson needs a terminal; --headless"), "\(blind.error)")
    }

    @Test func anExamIsTheSameUnderASeed() throws {
        let one = try TrainExamCommand.draw(seed: 42)
        let again = try TrainExamCommand.draw(seed: 42)
        #expect(one.1 == again.1 && one.0.lesson == again.0.lesson)
        #expect(Set(try (0..<60).map { try TrainExamCommand.draw(seed: $0).1.name }).count == 8, "all with a fault to find")
    }
}

import Foundation
import Testing

@testable import DemoCluster
import YAMLFiles

struct ScenarioFileTests {
    private typealias Scenario = DemoCluster.Scenario

    private func fault(_ yaml: String, file: String = "x.yaml") -> String {
        do {
            _ = try Scenario.load(yaml: yaml, file: file)
            return "no fault"
        } catch {
            return "\(error)"
        }
    }

    @Test func `every file is a scenario`() throws {
        let scenarios = try Scenario.all.map(Scenario.named)
        #expect(scenarios.count == 38)
        #expect(scenarios.map(\.name) == Scenario.all)
        #expect(Set(scenarios.map(\.cause)) == Set(Scenario.Cause.allCases))
        #expect(scenarios.filter { $0.changes.isEmpty }.map(\.name) == ["healthy"])
    }

    @Test func `the page lists the files`() throws {
        let scenarios = try Scenario.all.map(Scenario.named)
        let rows = scenarios.map { "| `\($0.name)` | \($0.title) | \($0.cause.rawValue) | \($0.description) |" }
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/scenarios.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let table = text.prefix(upTo: try #require(text.firstRange(of: "## The keys")).lowerBound)
        #expect(table.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init) == rows)
        let keys = ScenarioSchema.sections.flatMap { section, keys in keys.keys.map { "\(section).\($0)" } }
        #expect(keys.filter { !text.contains("| `\($0)` |") } == [], "each key is explained")
    }

    @Test func `an unknown name is answered with the known ones`() throws {
        let error = #expect(throws: YAMLFileError.self) { try Scenario.named("nope") }
        let message = try #require(error).description
        #expect(message.hasPrefix("nope.yaml: no such scenario; choose one of bare-deletions, "))
        #expect(message.hasSuffix(", wrong-session-key"))
    }

    @Test func `a fault is told with its line`() {
        let head = "name: x\ntitle: t\ndescription: d\ncause: none\n"
        #expect(fault(head) == "no fault")
        #expect(fault(head + "egines:\n  count: 1\n").hasPrefix("x.yaml:5: unknown key egines; choose one of name, "))
        #expect(fault(head + "engines:\n  cuont: 1\n").hasPrefix("x.yaml:6: unknown key cuont; choose one of asleep, "))
        #expect(fault(head + "engines:\n  count: many\n") == "x.yaml:6: expected a whole number, 1 to 24")
        #expect(fault(head + "engines:\n  count: 0\n") == "x.yaml:6: expected a whole number, 1 to 24")
        #expect(fault(head + "engines:\n  drain: perhaps\n") == "x.yaml:6: expected true or false")
        #expect(fault(head + "engines:\n  model-load: long\n").hasPrefix("x.yaml:6: expected a duration"))
        #expect(fault(head + "engines:\n  model-load-of-replacements: no\n").contains("runs-out-of-memory, fails"))
        #expect(fault(head + "engines:\n  workload: job\n").contains("deployment, stateful-set, leader-worker-set"))
        #expect(fault(head + "cluster:\n  node-utc-offsets:\n  - PST\n").contains("expected an offset from UTC, such as '+08:00'"))
        #expect(fault(head + "engines: 3\n") == "x.yaml:5: expected keys with values")
        #expect(fault(head + "user:\n  may-not:\n  - fly pods\n").hasPrefix("x.yaml:7: expected a verb and a resource"))
        #expect(fault(head + "user:\n  may-not: 3\n") == "x.yaml:6: expected a list")
    }

    @Test func `a file that is none is refused`() {
        #expect(fault("") == "x.yaml: the file is empty")
        #expect(fault("name: [x\n").hasPrefix("x.yaml:2: not YAML: "))
        #expect(fault("name: x\ntitle: t\ntitle: u\n") == "x.yaml:2: given twice: title")
        #expect(fault("name: x\ntitle: t\ndescription: d\n") == "x.yaml:1: the key cause is missing")
        #expect(fault("name: x\ntitle: t\ncause: none\n") == "x.yaml:1: the key description is missing")
        #expect(fault("cause: fate\n").hasPrefix("x.yaml:1: unknown choice fate; choose one of none, insufficient-"))
        #expect(
            fault("name: y\ntitle: t\ndescription: d\ncause: none\n")
                == "x.yaml:1: the name y is not that of the file")
    }

    @Test func `what is set after a scenario wins over it`() throws {
        var configuration = DemoCluster.Configuration()
        configuration.sessions = 3
        configuration.apply(try .named("insufficient-replicas"))
        #expect(configuration.engines == 1)
        #expect(configuration.sessions == 3, "what a scenario does not name stays")
        configuration.engines = 5
        #expect(configuration.engines == 5)
    }

    @Test func `durations, lists and maps are read`() throws {
        var configuration = DemoCluster.Configuration()
        for name in ["slow-model-load", "draining-engine", "forbidden", "service-without-endpoints"] {
            configuration.apply(try .named(name))
        }
        #expect(configuration.startupDelay == .seconds(180))
        #expect(configuration.engine.graceSeconds == 300)
        #expect(configuration.access.denied.count == 4)
        #expect(configuration.router.serviceSelector == ["environment": "router", "release": "router-v1"])
        let short = try Scenario.load(
            yaml: "{name: x, title: t, description: d, cause: none, engines: {model-load: 250ms}}", file: "x.yaml")
        configuration.apply(short)
        #expect(configuration.startupDelay == .milliseconds(250))
    }
}

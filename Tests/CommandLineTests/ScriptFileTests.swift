import BoardRuntime
import DemoCluster
import Foundation
import Panes
import TerminalCanvas
import TestSupport
import Testing

@testable import failtop
import YAMLFiles

/// Stories in files: what they may say, and how they are refused.
struct ScriptFileTests {
    @Test func theStoryThatComesAlong() throws {
        let show = try ScriptFile.builtIn()
        #expect(show.acts.count == 9 && show.parts.count == 2)
        #expect(show.parts.last?.stage == Show.Stage(resumesInRouter: true))
        for act in show.acts { #expect(!act.notes.isEmpty && !act.cues.isEmpty, "\(act.name)") }
    }

    @Test func everyKindOfCue() throws {
        let show = try ScriptFile.parse(
            """
            title: Mine
            acts:
              - name: One
                notes: Say it.
                cluster: {scenario: clean-end, resume-in-router: true}
                cues:
                  - say: Look
                  - say: null
                  - rest: 250ms
                  - wait: steady
                  - wait: {tokens: 7}
                  - press: space
                  - press: Esc
                  - press: P
            """, file: "f")
        let act = try #require(show.acts.first)
        #expect(act.stage == Show.Stage(scenario: "clean-end", resumesInRouter: true) && act.notes == "Say it.")
        #expect(
            act.cues == [
                .say("Look"), .say(nil), .rest(.milliseconds(250)), .wait(.steady), .wait(.tokens(7)),
                .press(.character(" ")), .press(.escape), .press(.character("P")),
            ])
    }

    @Test(arguments: [
        ("title: t", "f:1: the key acts is missing"), ("acts:\n  - name: a\n    cues: []", "f:1: the key title is missing"),
        ("title: t\nacts:\n  - cues: []", "f:3: the key name is missing"),
        ("title: t\nactors: []", "f:2: unknown key actors; choose one of title, acts"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - shout: x", "f:5: unknown cue shout; choose one of say, rest, wait, press"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - wait: rain", "f:5: unknown condition rain; choose one of steady, tokens: N"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - wait: {rain: 3}", "f:5: unknown condition rain"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - press: Hyper", "f:5: no key is called Hyper"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - rest: long", "f:5: expected a duration"),
        ("title: t\nacts:\n  - name: a\n    cues:\n      - say: x\n        rest: 1s", "f:5: expected one of say, rest, wait and press"),
        ("title: t\nacts:\n  - name: a\n    cluster: {scenario: none}", "f:4: unknown scenario none"),
        ("title: [", "not YAML"),
    ])
    func aBrokenScriptIsRefusedWithItsLine(_ text: String, _ words: String) {
        let error = #expect(throws: YAMLFileError.self) { try ScriptFile.parse(text, file: "f") }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func aBrokenScriptEndsTheDemoWith2() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "title: t\nacts:\n  - name: a\n    cues:\n      - say:\n".write(toFile: path, atomically: true, encoding: .utf8)
        let broken = try await Program.run(Program.failtop, ["demo", "--autoplay", "--script", path + "x"])
        #expect(broken.exitCode == 2 && broken.error.contains("cannot be read"))
        let alone = try await Program.run(Program.failtop, ["demo", "--script", path])
        #expect(alone.exitCode == 2 && alone.error.contains("--script goes with --autoplay"))
        let limit = try await Program.run(Program.failtop, ["demo", "--autoplay", "--max-ttft", "2s"])
        #expect(limit.exitCode == 2 && limit.error.contains("--max-ttft and --max-errors are the board's"))
    }

    @Test func everyKeyHasAName() {
        for binding in Keymap.bindings { #expect(Keymap.key(label: binding.keyLabel) != nil, "\(binding.keyLabel)") }
        #expect(Keymap.key(label: "Hyper") == nil)
    }
}

import Foundation
import TestSupport
import Testing

/// What the board stands on goes away and comes back: it says so, lives on, and recovers.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct ResilienceTests {
    @Test func aKilledKubectlIsReplaced() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                // The gap is short, so that one sight of it may be missed; the pauses between restarts grow.
                _ = try await Program.eventually("STALE without kubectl") { () async throws -> Bool? in
                    for proxy in demo.proxies where !proxy.command.hasPrefix("/bin/sh") { kill(proxy.id, SIGKILL) }
                    return (try? await board.shows("pods ○ STALE", within: .seconds(1))) == nil ? nil : true
                }
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.ask(until: "streaming")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @Test func aFrozenServerIsToldFromAQuietOne() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                kill(demo.processID, SIGSTOP)
                try await board.shows("pods ○ STALE", "router-service ✗ UNREACHABLE")
                // The board itself is alive.
                try await board.press("?")
                try await board.shows("Keys")
                try await board.press("Escape")
                kill(demo.processID, SIGCONT)
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.ask(until: "streaming")
            }
        }
    }

    @Test func aDeletedRouterPodIsReplaced() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.ask(until: "streaming")
                let router = ["pods", "-l", "environment=router"]
                try await demo.kubectl("delete", router[0], router[1], router[2], "--now")
                // The stream went through it; the session asks again, and its answer comes through the new pod.
                try await board.shows("lost", "asked again", "streaming", "R2 ", "router-service ● LIVE")
                #expect(try await !board.screen.contains("│R  "))
            }
        }
    }
}

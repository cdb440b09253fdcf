import TestSupport
import Testing

/// What happens to a board in a terminal besides keys: job control, sizes, a machine without kubectl.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct TerminalTests {
    @Test func theShellComesBackOnCtrlZAndTheBoardOnFg() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: "PS1='ready> ' bash --norc --noprofile -i") { shell in
                try await shell.shows("ready>")
                try await shell.press(demo.board(), "Enter")
                try await shell.shows("pods ● LIVE 3/3", "4 Failover")
                // Again and again, right after the board was drawn: not one may be lost.
                for _ in 0..<20 {
                    try await shell.press("C-z")
                    try await shell.eventually("Ctrl-Z stops the board") {
                        $0.contains("Stopped") && !$0.contains("4 Failover")
                    }
                    try await shell.press("clear; fg", "Enter")
                    try await shell.shows("pods ● LIVE 3/3", "4 Failover")
                }
                try await shell.press("C-z")
                try await shell.shows("Stopped")
                try await shell.press("echo all is $((6*7))", "Enter")
                try await shell.shows("all is 42")
                try await shell.press("fg", "Enter")
                let back = try await shell.shows("pods ● LIVE 3/3", "4 Failover", "q quit")
                #expect(!back.contains("all is 42"), "drawn anew as a whole")
                try await shell.press("q")
                try await shell.shows("all is 42")
            }
        }
    }

    @Test func everySizeAndBack() async throws {
        try await Tmux.with(command: "\(Program.failtop) demo --startup-delay 1s") { board in
            let whole = ["1 Pods", "2 Sessions", "3 Stream", "4 Failover", "LIVE 3/3"]
            try await board.shows("1 Pods", "2 Sessions", "3 Stream", "4 Failover", "● LIVE 3/3", "q quit")
            let sizes = [(80, 24, whole), (40, 10, ["LIVE 3/3", "Pods"]), (1, 1, []), (120, 36, whole)]
            for (columns, rows, texts) in sizes {
                try await board.resize(columns: columns, rows: rows)
                try await board.eventually("\(columns)×\(rows)") { screen in
                    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
                    let fits = lines.allSatisfy { $0.count <= columns } && lines.count <= rows + 1
                    return fits && texts.allSatisfy(screen.contains)
                }
            }
            try await board.shows("q quit")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }

    @Test func theDemoNeedsNoKubectl() async throws {
        try await Tmux.with(command: "PATH=/nonexistent \(Program.failtop) demo --startup-delay 1s") { board in
            try await board.shows("router vllm-router-service ● LIVE", "pods ● LIVE 3/3")
            try await board.ask(until: "streaming")
            try await board.press("x")
            try await board.shows("y kill")
            try await board.answer("y")
            try await board.shows("you killed", "T7", "capacity gap", "truncated")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }
}

import TestSupport
import Testing

/// The picture for a room: several answers side by side, one engine dies, one answer breaks and goes on elsewhere.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct SeveralAnswersTests {
    /// Three at 120 columns, two of them at 80.
    @Test(arguments: [(120, 36, "3 sessions"), (80, 24, "2 of 3 sessions")])
    func oneBreaksAndTheOthersDoNotBlink(_ columns: Int, _ rows: Int, _ count: String) async throws {
        let command = "\(Program.failtop) demo --startup-delay 1s --max-tokens 900 --sessions 2"
        try await Tmux.with(columns: columns, rows: rows, command: command) { board in
            try await board.shows("● LIVE 3/3")
            try await board.ask(until: "9999 →")
            try await board.press("s")
            try await board.shows("Streams", "s2 →")
            try await board.press("s")
            try await board.shows(count)
            try await board.press("w")
            let list = try await board.shows("Answers 3 · 3 shown", "s2 →", "s3 →")
            let letters = list.split(separator: "\n").compactMap { $0.firstMatch(of: #/shown +(?:9999|s[23]) → ([A-C])/#)?.1 }
            #expect(Set(letters).count == 3, "each on an engine of its own: \(list)")
            try await board.escape(from: "Answers 3")
            try await board.press("x")
            try await board.shows("y kill", "uid")
            try await board.answer("y")
            try await board.shows("✂", "T0 kill accepted")
            // Of the three, one is served by another engine now, and the two others by theirs.
            try await board.press("w")
            let after = try await board.eventually("the others where they were") { screen in
                let now = screen.split(separator: "\n").compactMap { $0.firstMatch(of: #/shown +(?:9999|s[23]) → ([A-D])/#)?.1 }
                return now.count == 3 && now[0] != letters[0] && Array(now[1...]) == Array(letters[1...])
            }
            #expect(!after.contains("truncated") || after.contains("streaming"))
            // One is hidden, one is ended.
            try await board.press("Down")
            try await board.press("Enter")
            try await board.shows("2 shown", "hidden s2")
            try await board.press("c")
            try await board.shows("cancelled")
            try await board.press("q")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }

    @Test func oneIsResumedAndOneIsLost() async throws {
        let command = "\(Program.failtop) demo --startup-delay 1s --max-tokens 400 --sessions 2 --on-break resume --compare"
        try await Tmux.with(columns: 120, rows: 36, command: command) { board in
            try await board.shows("● LIVE 3/3")
            try await board.ask(until: "9999 →")
            try await board.press("s")
            try await board.shows("s2 →")
            try await board.press("w")
            let list = try await board.shows("Answers 2 · 2 shown", "s2 →")
            let letters = list.split(separator: "\n").compactMap { $0.firstMatch(of: #/shown +(?:9999|s2) → ([A-C])/#)?.1 }
            #expect(letters.count == 2 && letters[0] == letters[1], "both on one engine: \(list)")
            try await board.escape(from: "Answers 2")
            try await board.press("x")
            try await board.shows("y kill", "uid")
            try await board.answer("y")
            // The one goes on to its end; the other broke off, and its session only asked anew.
            try await board.press("4")
            try await board.shows("2 answers: 1 resumed by failtop, 1 truncated", within: .seconds(60))
        }
    }
}

import TerminalCanvas
import Testing

@testable import NcursesTerminal

/// Bytes of a terminal as keys and pasted text; what is not known is swallowed whole.
struct InputParserTests {
    private typealias Input = InputParser.Input

    /// What a terminal says in these reads, one after the other, and then nothing for a while.
    private func inputs(_ reads: String...) -> [Input] {
        var parser = InputParser()
        return reads.flatMap { parser.feed(Array($0.utf8)) } + parser.expire()
    }

    private func keys(_ reads: String...) -> [KeyPress] {
        var parser = InputParser()
        let inputs = reads.flatMap { parser.feed(Array($0.utf8)) } + parser.expire()
        return inputs.compactMap { if case .key(let key) = $0 { key } else { nil } }
    }

    @Test(arguments: ["[1~", "[7~", "[H", "OH", "[1;1H", "[1;129H"])
    func homeInEveryForm(_ form: String) { #expect(keys("\u{1B}" + form) == [.home]) }

    @Test(arguments: ["[4~", "[8~", "[F", "OF"])
    func endInEveryForm(_ form: String) { #expect(keys("\u{1B}" + form) == [.end]) }

    @Test func theOtherKeys() {
        let expected: [(String, KeyPress)] = [
            ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}OD", .left), ("\u{1B}[5~", .pageUp),
            ("\u{1B}[6~", .pageDown), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab), ("\u{1B}OP", .function(1)),
            ("\u{1B}[11~", .function(1)), ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)),
            ("\u{1B}OM", .enter), ("\r", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{0C}", .control("l")),
            ("é", .character("é")), ("漢", .character("漢")), ("🚀", .character("🚀")),
        ]
        for (text, key) in expected { #expect(keys(text) == [key], "\(text.debugDescription)") }
    }

    /// Finding 1.3: the `x` of the first opened the kill question.
    @Test(arguments: [
        "\u{1B}[34x", "\u{1B}[1;5x", "\u{1B}[?1;2c", "\u{1B}[12;40R", "\u{1B}[97;5u", "\u{1B}[27;5;120~", "\u{1B}[2~", "\u{1B}[I", "\u{1B}[1;5H",
        "\u{1B}[[A", "\u{1B}Ox", "\u{1B}x", "\u{1B}é", "\u{1B}(B", "\u{1B}]11;rgb:0000/0000/0000\u{07}", "\u{1B}]0;xyXy\u{1B}\\",
        "\u{1B}P1+r436f=323536\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}[201~", "\u{1B}[3\r4x", "\u{1B}[3é4x", "\u{9B}34x", "\u{1B}O5x",
    ])
    func unknownSequencesDoNothing(_ text: String) {
        #expect(inputs(text) == [])
        #expect(keys(text, "q") == [.character("q")], "and what comes after them is read again")
    }

    @Test func sequencesMayComeInPieces() {
        #expect(keys("\u{1B}", "[", "3", "4", "x") == [])
        #expect(keys("\u{1B}", "[1", "~") == [.home])
        #expect(keys("\u{1B}", "O", "H") == [.home])
        var parser = InputParser()
        let bytes = Array("é漢".utf8)
        #expect(bytes.flatMap { parser.feed([$0]) } == [.key(.character("é")), .key(.character("漢"))])
    }

    @Test func anEscapeAloneIsTheKey() {
        #expect(keys("\u{1B}") == [.escape])
        #expect(keys("\u{1B}", "q") == [.escape, .character("q")], "two reads are two keys")
        #expect(keys("\u{1B}", "X") == [.escape, .character("X")])
        #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    }

    @Test func theRestOfASequenceThatCameTooLateIsNoKey() {
        var parser = InputParser()
        #expect(parser.feed([0x1B]) == [])
        #expect(parser.expire() == [.key(.escape)])
        #expect(parser.feed(Array("[34x".utf8)) == [])
        #expect(parser.feed(Array("[".utf8)) == [.key(.character("["))])
    }

    @Test func whatNeverEndsIsGivenUp() {
        for start in ["\u{1B}[3", "\u{1B}]0;title", "\u{1B}O", "\u{1B}[M ", "\u{E9}"] {
            var parser = InputParser()
            _ = parser.feed(Array(start.utf8.prefix(5)))
            if !parser.isWhole { #expect(parser.patience > 0) }
            #expect(parser.expire() == [])
            #expect(parser.feed(Array("q".utf8)) == [.key(.character("q"))])
        }
    }

    @Test func theMouse() {
        func mouse(_ kind: MousePress.Kind, _ column: Int, _ row: Int) -> [KeyPress] {
            [.mouse(MousePress(kind, at: Point(column: column, row: row)))]
        }
        #expect(keys("\u{1B}[<0;5;3M\u{1B}[<0;5;3m") == mouse(.click, 4, 2))
        #expect(keys("\u{1B}[<65;1;2M") == mouse(.wheelDown, 0, 1))
        #expect(keys("\u{1B}[<64;200;2M") == mouse(.wheelUp, 199, 1))
        #expect(keys("\u{1B}[M !x") == mouse(.click, 0, 0x78 - 0x21))
        #expect(keys("\u{1B}[M#!!") == [], "a button let go")
        #expect(keys("\u{1B}[<2;5;3M") == [] && keys("\u{1B}[<35;5;3M") == [] && keys("\u{1B}[<0;0;0M") == [])
    }

    // MARK: - pasting

    /// Finding 1.2: it armed the board, asked, and confirmed.
    @Test func pastedTextIsNoKeys() {
        #expect(inputs("\u{1B}[200~anxiety\u{1B}[201~") == [.paste("anxiety")])
        #expect(inputs("q\u{1B}[200~a\r\nx\u{1B}[34xé\u{1B}[201~q") == [.key(.character("q")), .paste("a\r\nx\u{1B}[34xé"), .key(.character("q"))])
        #expect(inputs("\u{1B}[20", "0~any", "thing\u{1B}", "[201", "~") == [.paste("anything")])
        #expect(inputs("\u{1B}[200~a\u{1B}[201\u{1B}[201~") == [.paste("a\u{1B}[201")])
    }

    @Test func aPasteWithoutAnEndIsTextAllTheSame() {
        #expect(inputs("\u{1B}[200~anxiety") == [.paste("anxiety")])
    }

    @Test func aLongPasteIsReadToItsEnd() {
        let found = inputs("\u{1B}[200~" + String(repeating: "x", count: 100_000), "\u{1B}[201~q")
        #expect(found == [.paste(String(repeating: "x", count: 4_096)), .key(.character("q"))])
    }

    // MARK: - fuzz

    /// Sequences of every kind with anything in them, in pieces of any size: none leaves a printable key.
    @Test func noGarbageIsAKeyThatPrints() {
        var random = Seeded(seed: 20_261_126)
        for round in 0..<20_000 {
            let bytes = Self.sequence(&random)
            var parser = InputParser()
            var found: [Input] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                // The introducer stays with its escape: without it `ESC P` may be two keys.
                let least = rest.first == 0x1B ? 2 : 1
                let count = Int.random(in: least...max(least, rest.count), using: &random)
                found += parser.feed(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            let printable = found.filter { if case .key(.character) = $0 { true } else { false } }
            #expect(printable.isEmpty, "round \(round): \(bytes) gave \(found)")
            _ = parser.expire()
            #expect(parser.feed([0x71]) == [.key(.character("q"))], "round \(round): \(bytes)")
        }
    }

    private static func sequence(_ random: inout Seeded) -> [UInt8] {
        func some(_ range: ClosedRange<UInt8>, upTo count: Int = 12) -> [UInt8] {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in UInt8.random(in: range, using: &random) }
        }
        let text = some(0x20...0x7E, upTo: 30).filter { $0 != 0x5C }
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            let final = UInt8.random(in: 0x40...0x7E, using: &random)
            let body = some(0x30...0x3F) + some(0x20...0x2F, upTo: 3)
            // `M` without parameters and `[` have bytes after them; `200~` is a paste.
            return [0x1B, 0x5B] + (body.isEmpty ? [0x30] : body == Array("200".utf8) ? [0x31] : body) + [final]
        case 2: return [0x1B, 0x5B] + some(0x30...0x3F) + [0x0D] + some(0x80...0xFF, upTo: 3) + [0x31, 0x78]
        case 3: return [0x1B, 0x4F] + some(0x30...0x39, upTo: 2) + [UInt8.random(in: 0x40...0x7E, using: &random)]
        case 4: return [0x1B, 0x5D] + text + (Bool.random(using: &random) ? [0x07] : [0x1B, 0x5C])
        case 5: return [0x1B, [0x50, 0x58, 0x5E, 0x5F].randomElement(using: &random) ?? 0x50] + text + [0x1B, 0x5C]
        case 6: return [0x1B, 0x5B, 0x4D] + (0..<3).map { _ in UInt8.random(in: 0x20...0xFF, using: &random) }
        default: return [0x1B, UInt8.random(in: 0x30...0x4E, using: &random)]
        }
    }
}

/// The same random numbers in every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

import TestSupport
import Testing
import WireFormats

@Suite struct LineFramerTests {
    @Test(arguments: [
        ("a\nb\n", ["a", "b"]),
        ("a\r\nb", ["a", "b"]),
        ("\n\r\n\n", ["", "", ""]),
        ("a\rb\r\r\nc\r", ["a\rb\r", "c"]),
        ("", []),
        ("grüße 🦊\nende", ["grüße 🦊", "ende"]),
    ])
    func `lines are the same however the bytes are cut`(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        for size in 1...(bytes.count + 1) {
            #expect(Self.lines(of: bytes, pieces: size).map(\.text) == expected, "pieces of \(size)")
        }
    }

    @Test func `random text survives random cuts`() {
        var random = SeededGenerator(seed: 13)
        let alphabet = Array("ab\r\n\n{}\" é".utf8)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            let whole = Self.lines(of: bytes, pieces: bytes.count + 1)
            #expect(Self.lines(of: bytes, pieces: Int.random(in: 1...7, using: &random)) == whole, "\(bytes)")
            let newlines = bytes.count { $0 == 0x0A }
            #expect(whole.count == newlines || whole.count == newlines + 1)
        }
    }

    @Test func `a line that is too long keeps its beginning and says so`() {
        var framer = LineFramer(maximumLength: 4)
        #expect(framer.append(Array("abcd\nabcde".utf8)) == [LineFramer.Line("abcd")])
        #expect(framer.append(Array("fghij".utf8)).isEmpty)
        #expect(
            framer.append(Array("k\nxy".utf8)) == [LineFramer.Line(bytes: Array("abcd".utf8), isCut: true)])
        #expect(framer.finish() == LineFramer.Line("xy"))
        #expect(framer.finish() == nil)
    }

    @Test func `bytes from a sequence without storage are framed too`() {
        var framer = LineFramer()
        let lazy = AnySequence("one\ntwo\n".utf8)
        #expect(framer.append(lazy).map(\.text) == ["one", "two"])
    }

    private static func lines(of bytes: [UInt8], pieces size: Int) -> [LineFramer.Line] {
        var framer = LineFramer()
        var lines: [LineFramer.Line] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            lines += framer.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        if let last = framer.finish() { lines.append(last) }
        return lines
    }
}

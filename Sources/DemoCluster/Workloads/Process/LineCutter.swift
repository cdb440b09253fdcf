/// Cuts what a process writes into lines; a line that grows beyond all measure is cut as well.
struct LineCutter {
    private static let longest = 64 << 10
    private var partial: [UInt8] = []

    mutating func append(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte != UInt8(ascii: "\n") { partial.append(byte) }
            guard byte == UInt8(ascii: "\n") || partial.count == Self.longest else { continue }
            lines.append(String(decoding: partial, as: UTF8.self))
            partial = []
        }
        return lines
    }
}

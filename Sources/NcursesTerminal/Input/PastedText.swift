/// Text between `ESC [ 200 ~` and `ESC [ 201 ~`.
struct PastedText: Equatable {
    private var bytes: [UInt8] = []
    /// How much of the end mark has been seen.
    private var matched = 0

    private static let end: [UInt8] = Array("\u{1B}[201~".utf8)
    /// More is no name and no filter; it is read to its end all the same.
    private static let limit = 4_096

    /// True where the byte ends it.
    mutating func append(_ byte: UInt8) -> Bool {
        if byte == Self.end[matched] {
            matched += 1
            return matched == Self.end.count
        }
        keep(Self.end[..<matched])
        matched = byte == Self.end[0] ? 1 : 0
        if matched == 0 { keep([byte]) }
        return false
    }

    /// As it came, line breaks and control characters included.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    private mutating func keep(_ more: some Collection<UInt8>) {
        bytes += more.prefix(max(0, Self.limit - bytes.count))
    }
}

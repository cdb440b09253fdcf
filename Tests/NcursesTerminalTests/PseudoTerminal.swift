import CNcurses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Both ends of a pseudo terminal: the program's, and the one a terminal emulator would hold.
final class PseudoTerminal {
    let outside: Int32
    let inside: Int32

    init?(columns: UInt16, rows: UInt16) {
        var outside: Int32 = -1
        var inside: Int32 = -1
        guard nct_open_pty(&outside, &inside) == 1 else { return nil }
        self.outside = outside
        self.inside = inside
        resize(columns: columns, rows: rows)
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(outside, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(outside, bytes, bytes.count)
    }

    /// What the program has written so far, and has not been taken yet.
    func take() -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var all: [UInt8] = []
        while case let count = read(outside, &bytes, bytes.count), count > 0 { all += bytes.prefix(count) }
        return String(decoding: all, as: UTF8.self)
    }

    func hangUp() { close(outside) }

    func closeInside() { close(inside) }
}

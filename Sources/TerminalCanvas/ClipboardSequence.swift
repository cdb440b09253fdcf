/// The control sequence that puts a text into the clipboard of the terminal (OSC 52). It travels with the output, so it
/// works over SSH. A terminal that does not know it, or does not allow it, ignores it.
package enum ClipboardSequence {
    /// - Parameter insideTmux: tmux takes the sequence for itself where `set-clipboard` is `on`; the second copy,
    ///   wrapped, passes it on to the terminal where `allow-passthrough` is.
    package static func bytes(for text: String, insideTmux: Bool) -> [UInt8] {
        let sequence = "\u{1B}]52;c;\(base64(text))\u{07}"
        guard insideTmux else { return Array(sequence.utf8) }
        return Array("\(sequence)\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\".utf8)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var out = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            let digits = (0..<4).map { alphabet[bits >> (18 - 6 * $0) & 63] }
            out += String(digits.prefix(group.count + 1)) + String(repeating: "=", count: 3 - group.count)
        }
        return out
    }
}

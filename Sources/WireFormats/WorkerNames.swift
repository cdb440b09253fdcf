import Algorithms

/// Addresses, and names that may be pods', in the value of a response header: plainly, in a URL, in a cookie, or in base64, as Envoy's
/// stateful sessions and endpoint pickers write them. Nothing else of the value is kept: it may be a secret.
package enum WorkerNames {
    private static let longestValue = 4_096
    private static let limit = 16
    /// Shorter words in base64 hold no address.
    private static let leastEncoded = 10

    package static func names(in value: String) -> [String] {
        let bytes = Array(value.utf8.prefix(longestValue))
        var found: [String] = []
        func add(_ names: [String]) {
            for name in names where found.count < limit && !found.contains(name) { found.append(name) }
        }
        add(plain(bytes))
        for run in bytes.split(whereSeparator: { sextet($0) == nil }) where run.count >= leastEncoded {
            let decoded = decode(run)
            let isText = decoded.allSatisfy { (0x20...0x7E).contains($0) }
            add(plain(decoded).filter { isText || isAddress($0) })
        }
        return found
    }

    private static func plain(_ bytes: [UInt8]) -> [String] {
        bytes.split { !isPart($0) }.compactMap { word in
            let inner = word.trimming { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
            let text = String(decoding: inner, as: UTF8.self)
            return isAddress(text) || isName(text) ? text : nil
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "["),
            UInt8(ascii: "]"):
            true
        default: false
        }
    }

    /// `10.0.0.7`, `10.0.0.7:8000`, `[fd00::7]:8000`.
    static func isAddress(_ text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "["), let inner = LogText.cut(text.dropFirst(), at: "]") {
            return LogText.contains(inner.left, ":") && inner.left.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.dropFirst().allSatisfy({ Int($0) != nil }) else { return false }
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { $0.utf8.count <= 3 && (Int($0).map { (0...255).contains($0) } ?? false) }
    }

    /// As Kubernetes names pods, with a hyphen at least, which no common word has, and not an id of hexadecimal numbers alone.
    private static func isName(_ text: String) -> Bool {
        let name = text.split(separator: ":", omittingEmptySubsequences: false)
        guard name.count <= 2, name.dropFirst().allSatisfy({ Int($0) != nil }), name[0].utf8.count <= 253 else { return false }
        let isLabel = name[0].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E }
        let isID = name[0].utf8.count >= 32 && name[0].allSatisfy { $0.isHexDigit || $0 == "-" }
        return isLabel && !isID && name[0].utf8.contains(0x2D)
    }

    /// Both alphabets of base64.
    private static func sextet(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61 + 26)
        case 0x30...0x39: UInt32(byte - 0x30 + 52)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }

    private static func decode(_ run: ArraySlice<UInt8>) -> [UInt8] {
        var (bits, count): (UInt32, Int) = (0, 0)
        var bytes: [UInt8] = []
        for byte in run {
            bits = (bits << 6 | (sextet(byte) ?? 0)) & 0xFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }
}

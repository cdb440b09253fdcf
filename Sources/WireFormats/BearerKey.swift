import Foundation

/// A router's key, as a request carries it (RFC 6750). No description, dump or interpolation shows it.
package struct BearerKey: Sendable {
    private let text: String
    /// The key as texts may quote it: plain, and with what JSON may escape.
    private let forms: [String]

    /// What stands in its place.
    static let redacted = "[key]"
    /// So many of its first characters at the end of a text are taken for it: texts are cut.
    private static let leastPrefix = 4

    /// What is shorter stands in texts by chance: taking it out would corrupt what is read.
    private static let leastLength = 8

    /// Why a text is no key, as in "it …"; nil where it is one.
    package static func objection(to text: String) -> String? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return "is empty" }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return "holds what no HTTP header can carry" }
        guard text.count >= leastLength else {
            return "has fewer than \(leastLength) characters: so short a text cannot be kept out of what is shown without spoiling it"
        }
        return nil
    }

    /// Blank space around it, such as the line end of a file, is none of it. Nil where there is an `objection`.
    package init?(_ text: String) {
        guard Self.objection(to: text) == nil else { return nil }
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        self.text = text
        let slashed = text.replacing("/", with: "\\/")
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        forms = [text] + [slashed, escaped].filter { $0 != text }
    }

    /// The value of the header `Authorization`.
    package var authorization: String { "Bearer \(text)" }

    /// The text without the key, wherever it is quoted, a beginning of it at the end of a cut text included.
    package func scrubbed(_ text: String) -> String {
        var clean = text
        for form in forms where clean.contains(form) { clean = clean.replacing(form, with: Self.redacted) }
        guard self.text.count > Self.leastPrefix else { return clean }
        for length in (Self.leastPrefix..<self.text.count).reversed() where clean.hasSuffix(self.text.prefix(length)) {
            return clean.dropLast(length) + Self.redacted
        }
        return clean
    }

    /// The same for a body that is not cut.
    package func scrubbed(_ bytes: [UInt8]) -> [UInt8] {
        let data = Data(bytes)
        guard forms.contains(where: { data.range(of: Data($0.utf8)) != nil }) else { return bytes }
        return Array(scrubbed(String(decoding: bytes, as: UTF8.self)).utf8)
    }
}

extension BearerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.redacted }
    package var debugDescription: String { Self.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

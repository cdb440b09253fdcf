import Foundation

/// Writes JSON by hand where the order of the keys and the exact bytes matter.
enum JSONText {
    /// A JSON string, quotes included.
    static func quote(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case let other where other.value < 0x20: out += String(format: "\\u%04x", other.value)
            case let other: out.unicodeScalars.append(other)
            }
        }
        return out + "\""
    }
}

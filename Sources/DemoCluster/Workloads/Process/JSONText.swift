/// Writes JSON by hand where the order of the keys and the exact bytes matter.
enum JSONText {
    /// A JSON string, quotes included.
    static func quote(_ text: String) -> String { JSONValue.string(text).text }
}

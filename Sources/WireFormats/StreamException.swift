import PlainText

/// The last line of a Python traceback, `package.module.Class: message`.
struct StreamException {
    enum Kind { case breaks, mayBreak, other }

    var kind: Kind

    init?(_ line: Substring) {
        let name = line.prefix { $0 != ":" && $0 != " " }
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        guard let type = words.last, words.allSatisfy({ !$0.isEmpty }), type.first?.isUppercase == true,
            type.hasSuffix("Error") || type.hasSuffix("Exception") || words.count > 1
        else { return nil }
        switch type {
        // Of an answer that had begun. `ServerDisconnectedError` comes before the first byte, `ClientConnectorError`
        // before the connection.
        case "ClientPayloadError", "ClientOSError", "ClientConnectionResetError", "ConnectionResetError",
            "IncompleteReadError":
            kind = .breaks
        case "TransferEncodingError", "ContentLengthError": kind = .mayBreak
        default: kind = .other
        }
    }

    /// The line without the package of its class, cut at 300 characters.
    static func summary(_ line: Substring) -> String {
        let name = line.prefix { $0 != ":" }
        let type = name.split(separator: ".").last ?? name
        return ANSI.plain(String(type) + String(line.dropFirst(name.count)), limit: 300)
    }
}

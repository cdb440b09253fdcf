/// Reads the log of one kind of router, a line at a time. Lines may be of anything and damaged in any way: what is not
/// understood is `unknown`, and no text that comes out holds an escape sequence or a control character.
package protocol RouterLogFormat: Sendable {
    /// What this line says, after what the lines before it left open.
    mutating func feed(_ raw: String) -> [RouterLogLine]
    /// What the log left open when it ended.
    mutating func finish() -> [RouterLogLine]
}

extension RouterLogFormat {
    package mutating func finish() -> [RouterLogLine] { [] }
}

/// Sessions that failtop makes up: they are nobody's, on whatever board they are seen.
package enum OwnSession {
    /// Sessions of the drill and of the probes begin so.
    package static let prefix = "failtop-"
    private static let probePrefix = "failtop-probe-"
    private static let answerPrefix = "failtop-answer-"

    package static func probe(_ number: Int, of runID: String) -> String { "\(probePrefix)\(runID)-\(number)" }

    package static func answer(_ number: Int, of runID: String) -> String { "\(answerPrefix)\(runID)-\(number)" }

    /// Of this board or of another one.
    package static func isOne(_ session: String) -> Bool { session.hasPrefix(prefix) }
    /// Of a board; a drill's own are judged with the drill.
    package static func isBoards(_ session: String) -> Bool { isProbe(session) || session.hasPrefix(answerPrefix) }
    package static func isProbe(_ session: String) -> Bool { session.hasPrefix(probePrefix) }
}

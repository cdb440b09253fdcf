import TerminalCanvas

/// Where a screen differs from the text a test expects, as something a reader can compare line by line; nil when it
/// does not. Trailing blanks do not count.
package func screenDifference(_ canvas: Canvas, _ expected: String) -> String? {
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false).map(trimmedRight)
    let shown = canvas.lines
    var report: [String] = []
    for row in 0..<max(wanted.count, shown.count) {
        let want = row < wanted.count ? wanted[row] : "(no line)"
        let have = row < shown.count ? shown[row] : "(no line)"
        if want != have { report.append("line \(row + 1)\n  expected: \(want)\n  shown:    \(have)") }
    }
    guard !report.isEmpty else { return nil }
    return (report + ["the whole screen:"] + shown).joined(separator: "\n")
}

private func trimmedRight(_ line: Substring) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return String(line)
}

/// The prose of the manual page.
enum ManualText {
    static let summary = "watch what happens to requests when a serving pod dies on Kubernetes"

    /// Prose, each sentence on a line of its own, as mdoc(7) wants it.
    static func sentences(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ").replacing(/([.?!]) (?=[A-Z])/) { "\($0.1)\n" }
            .split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")
    }

    /// A line of text that roff(7) takes for text and nothing else.
    static func escaped(_ line: String) -> String {
        let text = line.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\e"
            case _ where scalar.isASCII: text.unicodeScalars.append(scalar)
            default: text += "\\[u\(String(scalar.value, radix: 16, uppercase: true))]"
            }
        }
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }

    static let tail = #"""
        .Sh ENVIRONMENT
        .Bl -tag -width Ds
        .It Ev KUBECONFIG
        Configuration files of kubectl, a list.
        .It Ev NO_COLOR , Ev CLICOLOR_FORCE , Ev TERM
        Whether and how colours are used.
        .It Ev LC_ALL , Ev LC_CTYPE , Ev LANG
        Whether the board may draw with Unicode.
        .It Ev XDG_STATE_HOME , Ev XDG_CONFIG_HOME
        Where the folders below are.
        .El
        .Sh FILES
        .Bl -tag -width Ds
        .It Pa ~/.config/failtop/config.yaml
        Protected contexts and namespaces.
        .It Pa ~/.local/state/failtop/recordings
        Every run, the oldest removed beyond 256 MiB.
        .It Pa ~/.local/state/failtop/training.json
        The progress of lessons and exams.
        .El
        .Sh EXIT STATUS
        .Bl -tag -width Ds
        .It 0
        Pass; done; nothing failed.
        .It 1
        Fail; of a lesson: not yet.
        .It 2
        Usage or configuration.
        .It 3
        The cluster or the router cannot be reached, or refuses.
        .It 4
        Refused: a bad baseline, or a guard that said no.
        .It 5
        Inconclusive.
        .It 130
        Interrupted.
        .El
        .Sh EXAMPLES
        .Bd -literal
        failtop demo
        failtop watch --context my-cluster -n my-namespace
        failtop test --demo --output html > report.html
        .Ed
        .Sh SEE ALSO
        .Xr kubectl 1
        """#.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

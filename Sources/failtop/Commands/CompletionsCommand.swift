import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "A script that completes failtop's words in your shell.",
        discussion: """
            source <(failtop completions bash)       in ~/.bashrc
            failtop completions zsh > ~/.zfunc/_failtop
            failtop completions fish > ~/.config/fish/completions/failtop.fish

            For kubectl failtop, in a folder of the PATH, with mode 0755:
            failtop completions kubectl > ~/.local/bin/kubectl_complete-failtop
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish, kubectl
    }

    @Argument(help: "Whose script.")
    var shell: Shell

    mutating func run() {
        switch shell {
        case .bash: Output.print(Failtop.completionScript(for: .bash))
        case .zsh: Output.print(Failtop.completionScript(for: .zsh))
        case .fish: Output.print(Failtop.completionScript(for: .fish))
        case .kubectl: Output.print(Self.forKubectl)
        }
    }

    /// kubectl runs this with the words so far and expects one completion a line, then a colon and a directive: 4 is
    /// "no file names" (`ShellCompDirectiveNoFileComp` of cobra).
    private static let forKubectl = """
        #!/usr/bin/env bash
        # Completes kubectl failtop; belongs on the PATH as kubectl_complete-failtop.
        shopt -s extglob
        source <(exec -a failtop kubectl-failtop completions bash)
        COMP_WORDS=(kubectl-failtop "$@")
        COMP_CWORD=$#
        COMP_LINE="${COMP_WORDS[*]}"
        COMP_POINT=${#COMP_LINE}
        COMP_TYPE=9
        COMPREPLY=()
        _failtop kubectl-failtop "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
        for word in "${COMPREPLY[@]}"; do
            printf '%s\n' "${word%% }"
        done
        echo :4
        """
}

import Foundation

/// How the program was called.
enum Invocation {
    /// `kubectl failtop`: kubectl runs what is called `kubectl-failtop` on the PATH.
    static let isPlugin = (CommandLine.arguments.first.map { URL(filePath: $0).lastPathComponent } ?? "").hasPrefix("kubectl-")

    /// As the operator writes it.
    static let name = isPlugin ? "kubectl failtop" : "failtop"
}

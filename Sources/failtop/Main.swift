import ArgumentParser
import Foundation

@main
enum Main {
    /// Exit codes are failtop's own: ArgumentParser's 64 for bad usage becomes 2, as kubectl users expect.
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            try Suggestion.refuseUnknownCommand(Array(CommandLine.arguments.dropFirst()))
            var command = try Failtop.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if let message = failure.message { Output.printError(message) }
            exit(failure.exit.rawValue)
        } catch {
            // ArgumentParser forgets the plugin's caller in this one place.
            let text = Failtop.fullMessage(for: error).replacing("See 'failtop ", with: "See '\(Invocation.name) ")
            let code = Failtop.exitCode(for: error)
            if code.isSuccess { Output.print(text) } else if !text.isEmpty { Output.printError(text) }
            exit(code == .validationFailure ? Exit.usage.rawValue : code.rawValue)
        }
    }
}

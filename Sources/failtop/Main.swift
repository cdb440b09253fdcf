import ArgumentParser
import Foundation

@main
enum Main {
    /// Exit codes are failtop's own: ArgumentParser's 64 for bad usage becomes 2, as kubectl users expect.
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Failtop.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if let message = failure.message { Output.complain(message) }
            exit(failure.exit.rawValue)
        } catch {
            let text = Failtop.fullMessage(for: error)
            let code = Failtop.exitCode(for: error)
            if code.isSuccess { Output.line(text) } else if !text.isEmpty { Output.complain(text) }
            exit(code == .validationFailure ? Exit.usage.rawValue : code.rawValue)
        }
    }
}

struct Failtop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failtop",
        abstract: "Watch, live, what happens to people's requests when a serving pod dies on Kubernetes.",
        discussion: """
            failtop demo     an embedded cluster and the board; nothing else is needed
            failtop watch    the board on your cluster, through your own kubectl
            failtop test     one fault-tolerance test, no screen: verdict, report, exit code
            failtop doctor   can the test work here? every check with its evidence and remedy
            failtop train    lessons: find out what is wrong with a cluster, and put it right
            failtop replay   a recording on the board; export, compare: as film, picture, report, table
            """,
        version: "failtop 0.1.0",
        subcommands: [
            WatchCommand.self, DemoCommand.self, TestCommand.self, DoctorCommand.self, ReplayCommand.self, ExportCommand.self, CompareCommand.self,
            KeysCommand.self, TrainCommand.self,
        ],
        defaultSubcommand: WatchCommand.self)
}

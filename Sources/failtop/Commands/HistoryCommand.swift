import ArgumentParser
import ClusterModel
import Foundation
import Journal
import Reports

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "The incidents of the last weeks: how often, why, how long.",
        usage: "\(Invocation.name) history [<options>]",
        discussion: """
            failtop history --since 30d
            failtop history --context my-cluster -n my-namespace -o html > history.html

            Each incident that closes on a board or in a test is one line in
            $XDG_STATE_HOME/failtop/history.jsonl, unless --no-record is given.
            Trend: the median of the newer half over that of the older half.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv, html
    }

    @Option(help: ArgumentHelp("How far back, for example 30d or 12h. (default: 30d)", valueName: "time"), transform: DurationArgument.parse)
    var since: DurationArgument?

    @Option(help: ArgumentHelp("Only incidents of this context.", valueName: "name"))
    var context: String?

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Only incidents in this namespace.", valueName: "name"))
    var namespace: String?

    @Flag(help: "The incidents of the embedded cluster in place of those of real ones.")
    var demo = false

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("What to make of it.", valueName: "format"))
    var output: Format = .table

    mutating func run() async throws {
        let file = HistoryFile.standard(environment: ProcessInfo.processInfo.environment)
        if file.isMissing {
            throw Failure(.usage, "there is no history yet (\(file.path)); it begins with the first incident that closes: failtop watch, or failtop demo")
        }
        let now = Date().timeIntervalSince1970
        let from = UTCTime(now - (since?.duration ?? .seconds(30 * 86_400)).seconds).text
        let (entries, skipped): ([HistoryEntry], Int)
        do {
            (entries, skipped) = try await file.read(since: from)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let chosen = entries.filter { entry in
            entry.embedded == demo && (context == nil || context == entry.context) && (namespace == nil || namespace == entry.namespace)
        }
        let history = IncidentHistory(chosen, from: from, to: UTCTime(now).text, skippedLines: skipped)
        switch output {
        case .table: Output.print(history.text)
        case .json: Output.print(history.json)
        case .csv: Output.print(history.csv)
        case .html: Output.print(history.html)
        }
    }
}

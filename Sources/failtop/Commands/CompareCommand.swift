import ArgumentParser
import Reports

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Two recordings side by side, gap by gap.",
        discussion: "failtop compare before.jsonl after.jsonl")

    @Argument(help: "A recording.", completion: .file())
    var one: String

    @Argument(help: "Another one.", completion: .file())
    var other: String

    mutating func run() throws {
        let reports = try [one, other].map { ExportCommand.report(try LoadedJournal.replay($0)) }
        Output.line(ReportComparison(one: reports[0], other: reports[1]).text)
    }
}

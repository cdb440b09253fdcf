import ArgumentParser

struct TrainValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Is this file a lesson? Says the line and the reason where it is not.",
        discussion: "Exit codes: 0 it is, 2 it is not.")

    @Argument(help: "Lesson files.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    mutating func run() throws {
        for path in files {
            let file = try LessonCatalog.file(path)
            Output.print("\(path): \(file.lesson.name), \(file.lesson.hints.count) hints, \(file.lesson.conditions.count) conditions")
        }
    }
}

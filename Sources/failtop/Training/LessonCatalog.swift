import DemoCluster
import Foundation

/// The lessons that come with the program, and those of an instructor.
enum LessonCatalog {
    /// In the order of the list.
    /// - Throws: a usage failure where one is broken.
    static func all() throws -> [LessonFile] {
        try BundledFiles.lessons.map { name, text in
            try WrittenFile.refusing { try LessonFile.load(yaml: String(decoding: text, as: UTF8.self), file: name) }
        }.sorted { ($0.order, $0.lesson.name) < ($1.order, $1.lesson.name) }
    }

    static func named(_ name: String) throws -> LessonFile {
        let all = try all()
        guard let file = all.first(where: { $0.lesson.name == name }) else {
            let near = Suggestion.question(name, among: all.map(\.lesson.name) + TrainCommand.ownWords)
            throw Failure(.usage, "no lesson is called \(name); \(near)failtop train lists them, --file FILE takes one of your own")
        }
        return file
    }

    static func file(_ path: String) throws -> LessonFile {
        try WrittenFile.read(path) { try LessonFile.load(yaml: $0, file: $1) }
    }
}

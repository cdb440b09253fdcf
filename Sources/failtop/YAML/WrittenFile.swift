import Foundation
import YAMLFiles

/// A YAML file that somebody wrote: what is wrong with it ends the program as a usage error, with its place.
enum WrittenFile {
    static func read<Value>(_ path: String, _ parse: (_ text: String, _ file: String) throws -> Value) throws -> Value {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(.usage, "\(path): cannot be read: \(error.localizedDescription)")
        }
        return try refusing { try parse(text, path) }
    }

    static func refusing<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as YAMLFileError {
            throw Failure(.usage, error.description)
        }
    }
}

import Foundation

/// The processes of this machine, as `/proc` lists them.
public enum ProcessTable {
    public struct Entry: Sendable {
        public var id: Int32
        /// The arguments, joined by blanks.
        public var command: String
    }

    /// Those whose command line contains all of the texts.
    public static func entries(_ texts: String...) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { name in
            guard let id = Int32(name), let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
                return nil
            }
            let command = String(decoding: data, as: UTF8.self).replacing("\0", with: " ")
            return texts.allSatisfy(command.contains) ? Entry(id: id, command: command) : nil
        }
    }
}

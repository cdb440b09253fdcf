import Foundation

/// The processes of this machine, as `/proc` lists them.
package enum ProcessTable {
    package struct Entry: Sendable {
        package var id: Int32
        /// The arguments, joined by blanks.
        package var command: String
    }

    /// Bytes of a process that are in memory, and its open descriptors.
    package static func size(of process: Int32) -> (memory: Int, descriptors: Int) {
        let status = FileManager.default.contents(atPath: "/proc/\(process)/status") ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
        return (kilobytes * 1024, descriptors.count)
    }

    /// Those whose command line contains all of the texts.
    package static func entries(_ texts: String...) -> [Entry] {
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

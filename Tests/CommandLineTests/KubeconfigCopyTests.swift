import Foundation
import Testing

@testable import failtop

/// `--kubeconfig-out` must never cost anybody a kubeconfig.
struct KubeconfigCopyTests {
    private func inFolder(_ body: (_ source: String, _ destination: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-copy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "source").path
        try Data(Self.ours("41").utf8).write(to: URL(filePath: source))
        try body(source, folder.appending(path: "out").path)
    }

    private static func ours(_ port: String) -> String {
        "clusters:\n- cluster:\n    server: https://127.0.0.1:\(port)\ncurrent-context: failtop-demo\n"
    }

    @Test func anotherKubeconfigIsRefusedAndKept() throws {
        try inFolder { source, destination in
            let mine = Self.ours("41") + "- cluster:\n    server: https://example.org\n"
            for present in ["current-context: production\n", mine, "a diary"] {
                try Data(present.utf8).write(to: URL(filePath: destination))
                #expect(throws: Failure.self) { try KubeconfigCopy(of: source, to: destination) }
                #expect(try String(contentsOfFile: destination, encoding: .utf8) == present)
            }
        }
    }

    @Test func whatAnEarlierRunLeftIsReplacedAndRemovedByItsOwnerAlone() throws {
        try inFolder { source, destination in
            for present in ["", Self.ours("40")] {
                try Data(present.utf8).write(to: URL(filePath: destination))
                let copy = try KubeconfigCopy(of: source, to: destination)
                #expect(try String(contentsOfFile: destination, encoding: .utf8) == Self.ours("41"))
                try Data(Self.ours("42").utf8).write(to: URL(filePath: destination))
                copy.remove()
                #expect(FileManager.default.fileExists(atPath: destination), "another run's")
            }
            let copy = try KubeconfigCopy(of: source, to: destination)
            copy.remove()
            #expect(!FileManager.default.fileExists(atPath: destination))
        }
    }
}

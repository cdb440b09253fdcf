import DemoCluster
import Foundation
import Testing

@testable import failtop

/// The lists of what the program carries name every file of its folder.
struct BundledFilesTests {
    private static func names(_ folder: String) throws -> [String] {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        return try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: folder).path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
    }

    @Test func nothingIsLeftOut() throws {
        #expect(try Self.names("DemoCluster/Scenarios") == DemoCluster.Scenario.all.map { "\($0).yaml" }.sorted())
        #expect(try Self.names("failtop/Lessons") == BundledFiles.lessons.keys.sorted())
        #expect(try Self.names("failtop/Shows") == ["failover.yaml"])
        #expect(try ScriptFile.builtIn().acts.count > 3)
    }

    @Test func eachIsTheFileOfItsName() throws {
        for name in DemoCluster.Scenario.all { #expect(try DemoCluster.Scenario.named(name).name == name) }
        for (file, text) in BundledFiles.lessons { #expect(String(decoding: text, as: UTF8.self).contains("name: \(file.dropLast(5))\n")) }
    }
}

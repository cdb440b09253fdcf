import ClusterModel
import FailoverModel
import Foundation
@testable import Journal
import Testing
@testable import TrafficModel


@Suite struct JournalTests {
    /// A path in a folder of its own, which is removed afterwards.
    private func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.appending(path: "run.jsonl").path)
    }

    @Test func everyFactSurvives() throws {
        try withPath { path in
            let writer = try JournalWriter(path: path, program: "0.1.0")
            for event in Examples.events { try writer.append(event) }
            try writer.close()
            try writer.close()
            let journal = try JournalReader.read(path: path)
            #expect(journal.header == JournalHeader(program: "0.1.0"))
            #expect(journal.events.count == Examples.events.count)
            for (read, written) in zip(journal.events, Examples.events) { #expect(read == written) }
            #expect(journal.unknownEvents == 0 && journal.damagedLines == 0 && !journal.isTruncated)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            #expect(throws: JournalError.cannotWrite(path: path, reason: "it is closed")) {
                try writer.append(Event(at: .zero, .ticked))
            }
        }
    }

    @Test func theFormatIsWhatOldJournalsHold() throws {
        let encoder = JournalCoding.encoder()
        let event = Event(at: Moment(nanoseconds: 1_500), .stream(.text("r1", " hi/\n")))
        #expect(
            String(decoding: try encoder.encode(event), as: UTF8.self)
                == #"{"at":1500,"fact":{"stream":{"_0":{"text":{"_0":"r1","_1":" hi/\n"}}}}}"#)
        #expect(
            String(decoding: try encoder.encode(JournalHeader()), as: UTF8.self) == #"{"failtop":1,"journal":3}"#)
    }

    @Test func aFigureThatIsNoNumberIsKept() throws {
        let worker = WorkerFigures(url: "http://h:1", running: .infinity, waiting: -.infinity, errors: 0.1)
        let event = Event(at: .zero, .router(.workers([worker])))
        let line = try JournalCoding.encoder().encode(event)
        #expect(try JournalCoding.decoder().decode(Event.self, from: line) == event)
    }

    @Test func eventsAreThereAfterAFlush() throws {
        try withPath { path in
            let writer = try JournalWriter(path: path)
            try writer.append(Event(at: .zero, .ticked))
            #expect(try JournalReader.read(path: path).events.isEmpty)
            try writer.flush()
            #expect(try JournalReader.read(path: path).events.count == 1)
            try writer.close()
        }
    }

    @Test func aRecordingIsNotOverwrittenUnasked() throws {
        try withPath { path in
            try JournalWriter(path: path).close()
            #expect(throws: JournalError.exists(path: path)) { try JournalWriter(path: path) }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            try JournalWriter(path: path, program: "new", replacing: true).close()
            #expect(try JournalReader.read(path: path).header.program == "new")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            #expect(throws: JournalError.self) { try JournalWriter(path: path + "/missing/run.jsonl") }
            #expect(throws: JournalError.self) { try JournalReader.read(path: path + ".missing") }
        }
    }

    private let tick = #"{"at":1,"fact":{"ticked":{}}}"#

    @Test func damageIsSkippedAndCounted() throws {
        let text = """
            {"failtop":1,"journal":1,"program":"9","more":[1]}
            \(tick)
            {"at":2,"fact":{"invented":{}}}
            {"at":3,"fact":{"stream":{"_0":{"invented":{}}}}}
            {"at":4,"fa

            \u{0}\u{1}garbage
            \(tick)
            {"at":5,"fact":{"tick
            """
        let journal = try JournalReader.read(Data(text.utf8), path: "x")
        #expect(journal.events.count == 2)
        #expect(journal.unknownEvents == 2)
        #expect(journal.damagedLines == 2)
        #expect(journal.isTruncated)
    }

    @Test(arguments: [("2.5", 2.5), ("1e300", nil), ("-1", nil)] as [(String, Double?)])
    func aRequestTakesSoLongAsOneMay(written: String, lasted: Double?) throws {
        let request = ServedRequest(
            ids: ["a", ""], session: "s", workers: ["10.0.0.11:8000"], status: 503, began: 1_795_464_481, isLocalTime: true, lasted: 2.5,
            end: .noneLeft, words: "UH", isOver: false)
        var data = try JSONEncoder().encode(request)
        #expect(try JSONDecoder().decode(ServedRequest.self, from: data) == request)
        data = Data(String(decoding: data, as: UTF8.self).replacing(#""lasted":2.5"#, with: #""lasted":\#(written)"#).utf8)
        #expect(try JSONDecoder().decode(ServedRequest.self, from: data).lasted == lasted)
    }

    @Test func everyTruncationIsReadable() throws {
        let header = #"{"failtop":1,"journal":1}"#
        let data = Data((header + "\n" + tick + "\n" + tick + "\n").utf8)
        for length in header.utf8.count...data.count {
            let journal = try JournalReader.read(data.prefix(length), path: "x")
            #expect(journal.damagedLines == 0 && journal.unknownEvents == 0)
            #expect(journal.events.count <= 2)
        }
        #expect(try JournalReader.read(data, path: "x").events.count == 2)
    }

    @Test func otherFilesAreRefused() {
        for text in [
            "", "\n", "hello\n", "{}\n", #"{"failtop":2,"journal":1}"#, "{\"at\":1}\n", #"{"failtop":1,"journal":0}"#,
        ] {
            #expect(throws: JournalError.notAJournal(path: "x")) { try JournalReader.read(Data(text.utf8), path: "x") }
        }
        #expect(throws: JournalError.tooNew(path: "x", version: 4)) {
            try JournalReader.read(Data(#"{"failtop":1,"journal":4}"#.utf8), path: "x")
        }
    }
}

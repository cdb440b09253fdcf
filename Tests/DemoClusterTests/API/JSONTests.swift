import Foundation
import TestSupport
import Testing

@testable import DemoCluster

struct JSONTests {
    @Test(arguments: ["pods-list.json", "deployments-list.json", "nodes-list.json", "pods-table.json"])
    func `what is parsed is written the same`(file: String) throws {
        let value = try JSONValue(parsing: try Fixture.data("kubernetes/\(file)"))
        #expect(!value.object.isEmpty)
        #expect(try JSONValue(parsing: Data(value.bytes)) == value)
    }

    @Test func `control characters are escaped`() throws {
        let value: JSONValue = ["a\"\\": "tab\t, newline\n, bell\u{7}, é, 🙂"]
        #expect(try JSONValue(parsing: Data(value.bytes)) == value)
        #expect(value.text.contains("\\u0007"))
    }

    @Test func `a merge patch removes with null and keeps the rest`() {
        var value: JSONValue = ["a": ["b": 1, "c": [1, 2]], "d": "x"]
        value.merge(["a": ["b": .null, "c": [3]], "e": true])
        #expect(value == ["a": ["c": [3]], "d": "x", "e": true])
    }

    @Test func `a strategic patch merges containers by name`() {
        var value: JSONValue = ["containers": [["name": "vllm", "image": "a", "args": ["x"]], ["name": "side"]]]
        value.mergeStrategically(["containers": [["name": "vllm", "image": "b"]], "$setElementOrder/containers": []])
        #expect(value == ["containers": [["name": "vllm", "image": "b", "args": ["x"]], ["name": "side"]]])
    }

    @Test func `a JSON patch adds, replaces, removes and tests`() throws {
        var value: JSONValue = ["metadata": ["labels": ["a/b": "1"]], "list": [1, 3]]
        try value.apply(jsonPatch: [
            ["op": "test", "path": "/metadata/labels/a~1b", "value": "1"],
            ["op": "replace", "path": "/metadata/labels/a~1b", "value": "2"],
            ["op": "add", "path": "/list/1", "value": 2], ["op": "add", "path": "/list/-", "value": 4],
            ["op": "remove", "path": "/list/0"],
        ])
        #expect(value == ["metadata": ["labels": ["a/b": "2"]], "list": [2, 3, 4]])
        #expect(throws: JSONValue.PatchError.self) {
            try value.apply(jsonPatch: [["op": "test", "path": "/list/0", "value": 9]])
        }
        #expect(throws: JSONValue.PatchError.self) { try value.apply(jsonPatch: [["op": "remove", "path": "/nope"]]) }
    }

    @Test func `protobuf bodies of kubectl are read`() throws {
        // Unknown{typeMeta{apiVersion "v1", kind "DeleteOptions"}, raw{gracePeriodSeconds 1, preconditions{uid "u"}}}
        var meta: [UInt8] = [0x0a, 2] + Array("v1".utf8)
        meta += [0x12, 13] + Array("DeleteOptions".utf8)
        let raw: [UInt8] = [0x08, 1, 0x12, 3, 0x0a, 1, 0x75]
        var bytes = ProtobufBody.magic + [0x0a, UInt8(meta.count)] + meta
        bytes += [0x12, UInt8(raw.count)] + raw
        #expect(ProtobufBody.decode(bytes) == ["gracePeriodSeconds": 1, "preconditions": ["uid": "u"]])
        #expect(ProtobufBody.decode(Array(bytes.dropLast())) == nil)
        #expect(ProtobufBody.decode(Array("{}".utf8)) == nil)
    }

    @Test func `timestamps are read with and without a fraction`() throws {
        let whole = try #require(JSONValue.string("2026-11-23T20:03:24Z").date)
        let fine = try #require(JSONValue.string("2026-11-23T20:03:24.544483Z").date)
        #expect(abs(fine.timeIntervalSince(whole) - 0.544483) < 0.001)
        #expect(JSONValue.microTimestamp(fine).string?.hasPrefix("2026-11-23T20:03:24.5444") == true)
        #expect(JSONValue.timestamp(whole).string == "2026-11-23T20:03:24Z")
    }
}

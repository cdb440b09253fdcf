import Foundation
import TestSupport
import Testing

@testable import DemoCluster

struct TableTests {
    private static func columns(_ table: JSONValue) -> [String] {
        (table["columnDefinitions"]?.array ?? []).map {
            "\($0["name"]?.string ?? "")/\($0["type"]?.string ?? "")/\($0["priority"]?.int ?? -1)"
        }
    }

    @Test func `the pod table is that of a real API server`() throws {
        let real = try JSONValue(parsing: try Fixture.data("kubernetes/pods-table.json"))
        let list = try JSONValue(parsing: try Fixture.data("kubernetes/pods-list.json"))
        let ours = Table.of(.pods, list["items"]?.array ?? [], include: nil, metadata: [:], at: .now)
        #expect(Self.columns(ours) == Self.columns(real))
        let age = 4
        for (a, b) in zip(ours["rows"]?.array ?? [], real["rows"]?.array ?? []) {
            var (mine, theirs) = (a["cells"]?.array ?? [], b["cells"]?.array ?? [])
            mine.remove(at: age)
            theirs.remove(at: age)
            #expect(mine == theirs)
            #expect(a["object", "kind"] == b["object", "kind"])
        }
        #expect(ours["rows"]?.array.count == real["rows"]?.array.count)
    }

    @Test(arguments: [
        (-5, "<invalid>"), (0, "0s"), (119, "119s"), (120, "2m"), (436, "7m16s"), (600, "10m"), (10_800, "3h"),
        (10_860, "3h1m"), (28_800, "8h"), (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"), (63_072_000, "2y"),
    ])
    func `ages are written as kubectl writes them`(seconds: Int, text: String) {
        #expect(HumanDuration.text(seconds: seconds) == text)
    }

    @Test func `the status column tells what hinders a pod`() {
        var pod: JSONValue = ["status": ["phase": "Running"]]
        #expect(PodSummary.status(of: pod) == "Running")
        pod["status", "containerStatuses"] = [["state": ["waiting": ["reason": "CrashLoopBackOff"]]]]
        #expect(PodSummary.status(of: pod) == "CrashLoopBackOff")
        pod["metadata", "deletionTimestamp"] = .timestamp(.now)
        #expect(PodSummary.status(of: pod) == "Terminating")
    }
}

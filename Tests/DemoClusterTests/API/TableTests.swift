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
        #expect(PodSummary(pod).status == "Running")
        pod["status", "containerStatuses"] = [["state": ["waiting": ["reason": "CrashLoopBackOff"]]]]
        #expect(PodSummary(pod).status == "CrashLoopBackOff")
        pod["metadata", "deletionTimestamp"] = .timestamp(.now)
        #expect(PodSummary(pod).status == "Terminating")
    }

    /// As the printer of a real API server has it: `printPod` of Kubernetes 1.32.
    @Test func `init containers and native sidecars are told as kubectl tells them`() {
        func pod(_ initial: JSONValue, _ main: JSONValue = ["waiting": ["reason": "PodInitializing"]]) -> PodSummary {
            let hasBegun = main["running"] != nil
            return PodSummary([
                "spec": [
                    "initContainers": [["name": "agent", "restartPolicy": "Always"], ["name": "download"]],
                    "containers": [["name": "proxy"], ["name": "vllm"]],
                ],
                "status": [
                    "phase": hasBegun ? "Running" : "Pending",
                    "initContainerStatuses": [
                        ["name": "agent", "started": true, "ready": true, "restartCount": 2, "state": ["running": [:]]],
                        ["name": "download", "restartCount": 3, "state": initial],
                    ],
                    "containerStatuses": [
                        ["name": "proxy", "ready": .bool(hasBegun), "restartCount": 1, "state": main],
                        ["name": "vllm", "ready": .bool(hasBegun), "restartCount": 0, "state": main],
                    ],
                ],
            ])
        }
        let waiting = pod(["waiting": ["reason": "PodInitializing"]])
        #expect(waiting.status == "Init:1/2" && waiting.ready == 1 && waiting.containers == 3)
        #expect(pod(["waiting": ["reason": "CrashLoopBackOff"]]).status == "Init:CrashLoopBackOff")
        #expect(pod(["terminated": ["reason": "Error", "exitCode": 22]]).status == "Init:Error")
        #expect(pod(["waiting": ["reason": "CrashLoopBackOff"]]).restarts == 5)
        let done: JSONValue = ["terminated": ["reason": "Completed", "exitCode": 0]]
        let running = pod(done, ["running": [:]])
        #expect(running.status == "Running" && running.ready == 3 && running.restarts == 3)
        #expect(pod(done, ["terminated": ["exitCode": 3]]).status == "ExitCode:3")
    }
}

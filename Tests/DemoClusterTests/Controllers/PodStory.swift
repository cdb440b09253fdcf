import Foundation
import TestSupport

@testable import DemoCluster

/// What a watcher learns about one pod, in words: the same for a recording and for the demo.
enum PodStory {
    /// The events of a recorded watch.
    static func recorded(_ file: String) throws -> [JSONValue] {
        try Fixture.text("kubernetes/\(file)").split(separator: "\n").map { try JSONValue(parsing: Data($0.utf8)) }
    }

    /// The end of a pod: one word for each state that a watcher can tell apart.
    static func end(of name: String, in lines: [JSONValue]) -> [String] {
        squeezed(
            lines.filter { $0["object"]?.name == name }.compactMap { line in
                guard let pod = line["object"] else { return nil }
                if line["type"]?.string == "DELETED" { return "gone" }
                if let grace = pod["metadata", "deletionGracePeriodSeconds"]?.int { return "terminating \(grace)" }
                return pod.isTrue("DisruptionTarget") ? "evicted" : nil
            })
    }

    /// The beginning of a pod.
    static func beginning(of name: String, in lines: [JSONValue]) -> [String] {
        squeezed(
            lines.filter { $0["object"]?.name == name }.compactMap { line in
                guard let pod = line["object"], !pod.isTerminating, !pod.isTrue("DisruptionTarget") else { return nil }
                if pod.isPodReady { return "ready" }
                if pod.phase == "Running" { return "running" }
                if let reason = pod.containerStatus?["state", "waiting", "reason"]?.string { return reason }
                return pod.nodeName.isEmpty ? "pending" : "scheduled"
            })
    }

    private static func squeezed(_ words: [String]) -> [String] {
        words.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}

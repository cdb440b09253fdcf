import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct LogTests {
        private let lines = (0..<5).map {
            LogStore.Line(date: Date(timeIntervalSince1970: Double($0)), text: "line \($0)")
        }

        @Test func `tail and since choose lines`() {
            #expect(LogFilter(tail: 2).text(of: lines) == "line 3\nline 4\n")
            #expect(LogFilter(since: Date(timeIntervalSince1970: 4)).text(of: lines) == "line 4\n")
            #expect(LogFilter(tail: 0).text(of: lines) == "")
            let stamped = LogFilter(tail: 1, hasTimestamps: true).text(of: lines)
            #expect(stamped == "1970-01-01T00:00:04.000000Z line 4\n")
        }

        @Test func `a followed log ends when its container ends`() async throws {
            let logs = LogStore()
            logs.append("one", pod: "u")
            let (lines, new) = logs.follow(pod: "u")
            logs.append("two", pod: "u")
            logs.rotate(pod: "u")
            logs.append("three", pod: "u")
            #expect(lines.map(\.text) == ["one"])
            var seen: [String] = []
            for await line in new { seen.append(line.text) }
            #expect(seen == ["two"])
            #expect(logs.lines(pod: "u", previous: true)?.map(\.text) == ["one", "two"])
            #expect(logs.lines(pod: "u")?.map(\.text) == ["three"])
        }

        @Test func `a log is followed over the wire until the pod dies`() async throws {
            try await withCluster { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                let path = "/api/v1/namespaces/default/pods/\(pod.name)"
                let response = try await client.http.execute(
                    client.request("GET", "\(path)/log?follow=true&timestamps=true"), timeout: .seconds(10))
                var text = ""
                for try await part in response.body {
                    if text.isEmpty { _ = try await client.call("DELETE", path, ["gracePeriodSeconds": 1]) }
                    text += String(buffer: part)
                }
                #expect(text.contains("listening on \(pod.podIP):8000\n"))
                #expect(text.contains("SIGTERM\n"))
                #expect(text.split(separator: "\n").allSatisfy { $0.split(separator: " ").first?.hasSuffix("Z") == true })
                let after = try await client.get("\(path)/log")
            #expect(after.code == 404, "\(after.code) \(after.text) after \(text)")
            }
        }
    }
}

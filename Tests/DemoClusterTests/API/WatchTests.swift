import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct WatchTests {
        private static let pods = "/api/v1/namespaces/default/pods"

        @Test func `a watch with a time limit ends with a bookmark`() async throws {
            try await withCluster { cluster, client in
                _ = try await cluster.readyEngines()
                let answer = try await client.get(
                    Self.pods + "?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&labelSelector=model%3Dopt125m")
                let lines = answer.lines
                #expect(lines.prefix(3).allSatisfy { $0["type"] == "ADDED" && $0["object", "kind"] == "Pod" })
                #expect(lines.last?["type"] == "BOOKMARK")
                let version = lines.last?["object", "metadata", "resourceVersion"]?.string.flatMap { Int($0) } ?? 0
                #expect(version >= lines.compactMap { $0["object"]?.resourceVersion }.max() ?? .max)
            }
        }

        @Test func `a time limit of nought means none`() async throws {
            try await withCluster { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                try await withThrowingTaskGroup(of: [JSONValue].self) { group in
                    group.addTask {
                        try await client.watch(Self.pods + "?watch=True&timeoutSeconds=0") {
                            $0["object", "metadata", "annotations", "x"] == "1"
                        }
                    }
                    // Long enough for a server that takes nought at its word to end the watch.
                    _ = try await client.get(Self.pods + "?watch=1&timeoutSeconds=1")
                    _ = try await client.call(
                        "PATCH", "\(Self.pods)/\(pod.name)", ["metadata": ["annotations": ["x": "1"]]],
                        contentType: "application/merge-patch+json")
                    let lines = try #require(try await group.next())
                    #expect(lines.last?["type"] == "MODIFIED")
                    #expect(lines.last?["object"]?.name == pod.name)
                }
            }
        }

        @Test func `a change is on the wire by itself`() async throws {
            try await withCluster { cluster, client in
                _ = try await cluster.readyEngines()
                let response = try await client.http.execute(
                    client.request("GET", "/api/v1/nodes?watch=1&resourceVersion=\(cluster.store.revision)"),
                    timeout: .seconds(10))
                var parts = response.body.makeAsyncIterator()
                // Each is read before the next is made: none waits for others. How fast is a row of the benchmarks: `events`.
                for round in 0..<20 {
                    cluster.store.update(.nodes, ObjectName("", "node-1")) {
                        $0["metadata", "annotations", "round"] = .int(round)
                    }
                    let part = try #require(try await parts.next())
                    let change = try JSONValue(parsing: Data(part.readableBytesView))
                    #expect(change["object", "metadata", "annotations", "round"]?.int == round)
                }
            }
        }

        @Test func `tables are watched too`() async throws {
            try await withCluster { cluster, client in
                _ = try await cluster.readyEngines()
                var request = client.request(
                    "GET", Self.pods + "?watch=1&timeoutSeconds=1&includeObject=None",
                    accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                request.headers.replaceOrAdd(name: "User-Agent", value: "test")
                let response = try await client.http.execute(request, timeout: .seconds(10))
                let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
                let lines = try text.split(separator: "\n").map { try JSONValue(parsing: Data($0.utf8)) }
                #expect(lines.count >= 4)
                #expect(lines.allSatisfy { $0["object", "kind"] == "Table" && $0["object", "rows"]?.array.count == 1 })
                #expect(lines.first?["object", "columnDefinitions"] != nil)
                #expect(lines.last?["object", "columnDefinitions"] == nil, "columns are sent once")
                #expect(lines.first?["object", "rows"]?.array.first?["object"] == .null)
            }
        }

        @Test func `pages of a list join up`() async throws {
            try await withCluster { cluster, client in
                _ = try await cluster.readyEngines()
                var names: [String] = []
                var token: String? = ""
                while let next = token {
                    let page = try await client.get(Self.pods + "?limit=3&continue=\(next)").json
                    names += (page["items"]?.array ?? []).map(\.name)
                    token = page["metadata", "continue"]?.string
                    if token != nil { #expect(page["metadata", "remainingItemCount"] == 1) }
                }
                #expect(names == cluster.store.items(.pods).map(\.name))
                #expect(try await client.get(Self.pods + "?continue=rubbish").code == 400)
            }
        }
    }
}

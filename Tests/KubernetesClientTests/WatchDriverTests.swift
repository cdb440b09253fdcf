import ClusterModel
import Foundation
@testable import KubernetesClient
import NIOCore
import Synchronization
import Testing
import TrafficModel


@Suite(.timeLimit(.minutes(1))) struct WatchDriverTests {
    @Test func `a change goes from the socket to the board by itself`() async throws {
        try await Watching.inFolder { folder, http in
            let watches = Told<ScriptedAPI.Answer>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                guard request.isWatch else {
                    return answer.whole(Watching.list([Watching.pod("a", version: 1)], version: 1))
                }
                answer.begin()
                watches.add(answer)
            }
            let run = Watching.run()
            let driver = WatchDriver(
                .pods, namespace: "ns", transport: try Watching.transport(socket: folder.socket, http: http), run: run)
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                let watch = try await watches.first { _ in true }
                try await told.first { $0 == .source(.pods, .live) }
                // Each is told before the next is sent: none waits for others. How fast is a row of the benchmarks: `events`.
                for version in 2..<60 {
                    watch.send(#"{"type":"MODIFIED","object":\#(Watching.pod("a", version: version))}"# + "\n")
                    try await told.first {
                        if case .pods(.changed(let pod)) = $0 {
                            pod.resourceVersion == "\(version)"
                        } else {
                            false
                        }
                    }
                }
            }
            #expect(told.all.first == .source(.pods, .connecting))
            await api.close()
        }
    }

    @Test func `a server that goes away is stale; when it returns, the list is read anew and the watch goes on from it`()
        async throws
    {
        try await Watching.inFolder { folder, http in
            let requests = Told<String>()
            let answer: @Sendable (ScriptedAPI.Request, ScriptedAPI.Answer) -> Void = { request, answer in
                requests.add(request.uri)
                guard request.isWatch else { return answer.whole(Watching.list([], version: 10)) }
                answer.begin()
                answer.send(#"{"type":"ADDED","object":\#(Watching.pod("a", version: 11))}"# + "\n")
            }
            let first = try await ScriptedAPI(path: folder.socket, answer)
            let driver = WatchDriver(
                .pods, namespace: "ns", transport: try Watching.transport(socket: folder.socket, http: http),
                run: Watching.run())
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                try await told.first { if case .pods(.changed) = $0 { true } else { false } }
                await first.close()
                try await told.first { if case .source(.pods, .stale) = $0 { true } else { false } }
                let (seen, asked) = (told.all.count, requests.all.count)
                let second = try await ScriptedAPI(path: folder.socket, answer)
                try await told.first(from: seen) { $0 == .source(.pods, .live) }
                #expect(told.all.dropFirst(seen).contains(.pods(.replaced([]))), "what was missed can be compared")
                try await requests.first(from: asked) { $0.contains("watch=true") }
                await second.close()
            }
        }
    }

    @Test func `a list that was lost while the server was silent is asked for again when it is back, not half a minute later`()
        async throws
    {
        try await Watching.inFolder { folder, http in
            let (versions, lists) = (Told<Void>(), Told<Void>())
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                if request.uri.hasPrefix("/version") {
                    versions.add(())
                    if versions.all.count > 1 { answer.whole("{}") }
                } else if request.isWatch {
                    answer.begin()
                } else {
                    lists.add(())
                    if lists.all.count > 1 { answer.whole(Watching.list([Watching.pod("a", version: 1)], version: 10)) }
                }
            }
            var run = Watching.run()
            run.rules.heartbeat = .milliseconds(5)
            run.rules.heartbeatLimit = .milliseconds(50)
            let transport = try Watching.transport(socket: folder.socket, http: http)
            let heartbeat = Heartbeat(transport: transport, run: run)
            let driver = WatchDriver(.pods, namespace: "ns", transport: transport, run: run, heartbeat: heartbeat)
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                _ = try await lists.first { _ in true }
                try await Watching.beside({ try await heartbeat.untilCancelled { _ in } }) {
                    // The transport itself would wait for thirty seconds, this for ten.
                    try await told.first { $0 == .source(.pods, .live) }
                }
            }
            await api.close()
        }
    }

    @Test func `pages, a forgotten version, and what the requests ask for`() async throws {
        try await Watching.inFolder { folder, http in
            let requests = Told<ScriptedAPI.Request>()
            let watches = Mutex(0)
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                requests.add(request)
                if request.uri.contains("continue=tok%2Fen") {
                    return answer.whole(Watching.list([Watching.pod("b", version: 2)], version: 5))
                }
                guard request.isWatch else {
                    return answer.whole(
                        #"{"metadata":{"resourceVersion":"5","continue":"tok/en"},"items":[\#(Watching.pod("a", version: 1))]}"#
                    )
                }
                if watches.withLock({
                    $0 += 1; return $0
                }) == 1 {
                    answer.whole(#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"# + "\n")
                } else {
                    answer.begin()
                }
            }
            let driver = WatchDriver(
                .pods, namespace: "n/s", transport: try Watching.transport(socket: folder.socket, http: http),
                run: Watching.run())
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                try await told.first(from: 4) {
                    if case .pods(.replaced(let pods)) = $0 { pods.count == 2 } else { false }
                }
                _ = try await requests.first(from: 5) { $0.isWatch }
            }
            #expect(told.all.prefix(3).map(\.self).dropFirst().first == .source(.pods, .loading(1)))
            let uris = requests.all.map(\.uri)
            #expect(uris[0] == "/api/v1/namespaces/n%2Fs/pods?limit=500")
            #expect(uris[2].contains("watch=true&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds="))
            await api.close()
        }
    }

    @Test func `behind a silent watch the list is read anew`() async throws {
        try await Watching.inFolder { folder, http in
            let watches = Told<String>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                guard request.isWatch else { return answer.whole(Watching.list([], version: 3)) }
                watches.add(request.uri)
                answer.begin()
            }
            var run = Watching.run()
            run.rules.silence = .milliseconds(100)
            let driver = WatchDriver(
                .pods, namespace: "ns", transport: try Watching.transport(socket: folder.socket, http: http), run: run)
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                _ = try await watches.first(from: 2) { _ in true }
            }
            let first: [KubernetesFact] = [.source(.pods, .connecting), .pods(.replaced([])), .source(.pods, .live)]
            #expect(told.all.starts(with: first))
            guard case .source(.pods, .stale) = told.all[first.count] else { Issue.record("\(told.all)"); return }
            #expect(told.all.dropFirst(first.count + 1).starts(with: first.dropFirst()))
            await api.close()
        }
    }

    @Test func `an open watch of a server that answers nothing any more is stale, until it answers`() async throws {
        try await Watching.inFolder { folder, http in
            let isFrozen = Mutex(false)
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                if isFrozen.withLock(\.self) { return }
                if request.uri == "/version" { return answer.whole("{}") }
                request.isWatch ? answer.begin() : answer.whole(Watching.list([], version: 3))
            }
            var run = Watching.run()
            run.rules.heartbeat = .milliseconds(20)
            run.rules.heartbeatLimit = .milliseconds(50)
            run.rules.watchOpening = .milliseconds(200)
            let transport = try Watching.transport(socket: folder.socket, http: http)
            let heartbeat = Heartbeat(transport: transport, run: run)
            let driver = WatchDriver(.pods, namespace: "ns", transport: transport, run: run, heartbeat: heartbeat)
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await heartbeat.untilCancelled { _ in } }) {
                try await Watching.beside({ try await driver.untilCancelled { told.add($0) } }) {
                    try await told.first { $0 == .source(.pods, .live) }
                    isFrozen.withLock { $0 = true }
                    try await told.first {
                        guard case .source(.pods, .stale(_, let reason)) = $0 else { return false }
                        return reason == "no answer in time"
                    }
                    let seen = told.all.count
                    isFrozen.withLock { $0 = false }
                    try await told.first(from: seen) { $0 == .source(.pods, .live) }
                }
            }
            await api.close()
        }
    }

    @Test func `a source that is forbidden leaves the others alone`() async throws {
        try await Watching.inFolder { folder, http in
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                if request.uri.contains("/deployments") {
                    return answer.whole(
                        status: .forbidden, #"{"kind":"Status","code":403,"message":"deployments is forbidden"}"#)
                }
                request.isWatch ? answer.begin() : answer.whole(Watching.list([], version: 1))
            }
            let transport = try Watching.transport(socket: folder.socket, http: http)
            let told = Told<KubernetesFact>()
            let run = Watching.run()
            let pods = WatchDriver(.pods, namespace: "ns", transport: transport, run: run)
            let deployments = WatchDriver(.deployments, namespace: "ns", transport: transport, run: run)
            try await Watching.beside({ try await deployments.untilCancelled { told.add($0) } }) {
                try await Watching.beside({ try await pods.untilCancelled { told.add($0) } }) {
                    try await told.first { $0 == .source(.deployments, .forbidden("deployments is forbidden")) }
                    try await told.first { $0 == .source(.pods, .live) }
                }
            }
            await api.close()
        }
    }
}

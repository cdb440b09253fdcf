import ClusterModel
import Foundation
@testable import KubernetesClient
import Synchronization
import Testing
import TrafficModel


@Suite(.timeLimit(.minutes(1))) struct LogFollowerTests {
    private static let target = LogTarget(
        namespace: "ns", pod: PodIdentity(name: "router", uid: "uid-router"), container: nil)

    @Test func `history first, each line once across a break, and an end when another pod has the name`() async throws {
        try await Watching.inFolder { folder, http in
            let requests = Told<String>()
            let follows = Mutex(0)
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                requests.add(request.uri)
                guard request.uri.contains("/log?") else {
                    let uid = follows.withLock { $0 } < 3 ? "uid-router" : "uid-other"
                    return answer.whole(#"{"metadata":{"name":"router","uid":"\#(uid)"},"status":{"phase":"Running"}}"#)
                }
                let turn = follows.withLock {
                    $0 += 1; return $0
                }
                answer.begin()
                switch turn {
                case 1:
                    answer.send("2026-11-23T20:07:14.1Z one\n2026-11-23T20:07:15.1Z two\n2026-11-23T20:0")
                    answer.cut()
                case 2:
                    answer.send("2026-11-23T20:07:15.1Z two\r\n2026-11-23T20:07:15.2Z three\n")
                    answer.end()
                default:
                    answer.send("2026-11-23T20:07:15.2Z three\n2026-11-23T20:07:16.0Z four")
                    answer.end()
                }
            }
            let lines = Told<String>()
            let states = Told<SourceState>()
            let follower = LogFollower(
                target: Self.target, transport: try Watching.transport(socket: folder.socket, http: http),
                run: Watching.run(),
                onLine: { text, time in lines.add("\(time == nil ? "-" : "+")\(text)") }, onState: { states.add($0) })
            await follower.untilGone()
            #expect(lines.all == ["+one", "+two", "+three", "+four"])
            #expect(states.all.first == .connecting && states.all.contains(.live))
            #expect(states.all.contains { if case .stale = $0 { true } else { false } })
            let follows1 = requests.all.filter { $0.contains("/log?") }
            #expect(follows1[0].hasSuffix("/pods/router/log?follow=true&timestamps=true&tailLines=2000"))
            #expect(follows1[1].hasSuffix("&sinceTime=2026-11-23T20%3A07%3A15Z"))
            await api.close()
        }
    }

    @Test func `a pod that is gone ends it, one without permission does not`() async throws {
        try await Watching.inFolder { folder, http in
            let status = Mutex(403)
            let api = try await ScriptedAPI(path: folder.socket) { _, answer in
                let code = status.withLock { $0 }
                answer.whole(status: .init(statusCode: code), #"{"kind":"Status","code":\#(code),"message":"m"}"#)
            }
            let states = Told<SourceState>()
            let follower = LogFollower(
                target: Self.target, transport: try Watching.transport(socket: folder.socket, http: http),
                run: Watching.run(),
                onLine: { _, _ in }, onState: { states.add($0) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await follower.untilGone() }
                try await states.first { $0 == .forbidden("m") }
                status.withLock { $0 = 404 }
                try await group.waitForAll()
            }
            #expect(states.all == [.connecting, .forbidden("m")])
            await api.close()
        }
    }
}

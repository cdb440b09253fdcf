/// Envoy with a ring of hashes, whose endpoints are followed from a file; the access log is Istio's default.
struct EnvoyFiles: GatewayFiles {
    static let place = "/etc/envoy"

    var address: String
    var folder: String
    /// It watches the file that holds its endpoints.
    let wantsReload = false

    func files(for engines: [GatewayEngine]) -> [String: String] {
        ["envoy.yaml": configuration, "endpoints.yaml": endpoints(engines)]
    }

    private var configuration: String {
        """
        node: {id: gateway, cluster: demo}
        static_resources:
          listeners:
          - name: http
            address: {socket_address: {address: "\(address)", port_value: \(Gateway.port)}}
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: http
                  access_log:
                  - name: envoy.access_loggers.stdout
                    filter: {not_health_check_filter: {}}
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
                      log_format:
                        text_format_source:
                          inline_string: |
                            \(Self.logFormat)
                  http_filters:
                  - name: envoy.filters.http.health_check
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck
                      pass_through_mode: false
                      headers: [{name: ":path", string_match: {exact: "\(Gateway.readyPath)"}}]
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                  route_config:
                    name: engines
                    response_headers_to_add: [{header: {key: x-upstream-host, value: "%UPSTREAM_HOST%"}}]
                    virtual_hosts:
                    - name: engines
                      domains: ["*"]
                      routes:
                      - name: engines
                        match: {prefix: "/"}
                        route:
                          cluster: engines
                          timeout: 0s
                          hash_policy: [{header: {header_name: \(Gateway.sessionHeader)}}]
                          retry_policy:
                            retry_on: connect-failure
                            num_retries: 2
                            retry_host_predicate:
                            - name: envoy.retry_host_predicates.previous_hosts
                              typed_config:
                                "@type": type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate
                            host_selection_retry_max_attempts: 5
          clusters:
          - name: engines
            type: EDS
            lb_policy: RING_HASH
            connect_timeout: 5s
            eds_cluster_config:
              eds_config:
                resource_api_version: V3
                path_config_source: {path: \(quoted("endpoints.yaml"))}

        """
    }

    /// Of Istio, as of Envoy 1.40.
    private static let logFormat = #"""
        [%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% \#
        %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% "%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% \#
        %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" \#
        "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS% \#
        %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%
        """#

    private func endpoints(_ engines: [GatewayEngine]) -> String {
        let list = engines.map {
            "    - endpoint: {address: {socket_address: {address: \"\($0.ip)\", port_value: \($0.port)}}}\n"
        }
        return """
            version_info: "\(engines.map(\.pod).joined(separator: " "))"
            resources:
            - "@type": type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment
              cluster_name: engines
              endpoints:
              - lb_endpoints:\(list.isEmpty ? " []" : "")
            \(list.joined())
            """
    }
}

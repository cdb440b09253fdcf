import Foundation

/// nginx with consistent hashing and the log format of ingress-nginx.
struct NginxFiles: GatewayFiles {
    static let place = "/etc/nginx"

    var address: String
    var folder: String
    /// A connection that waits for its next request would be cut by that.
    let wantsReload = true

    func files(for engines: [GatewayEngine]) -> [String: String] {
        let servers = engines.map { "server \($0.ip):\($0.port); " }.joined()
        // Its workers would be somebody who may not enter the folder; a list without a server is refused.
        return [
            "nginx.conf": (geteuid() == 0 ? "user root;\n" : "")
                + configuration(servers: servers.isEmpty ? "server 127.0.0.1:1 down; " : servers)
        ]
    }

    private func configuration(servers: String) -> String {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "  \($0)_temp_path \(quoted($0));\n" }
        return #"""
            daemon off;
            worker_processes 1;
            pid \#(quoted("nginx.pid"));
            error_log stderr error;
            events { worker_connections 1024; }
            http {
              keepalive_timeout 0;
            \#(temporary.joined())
              map $http_x_request_id $req_id { default $http_x_request_id; "" $request_id; }
              map "" $proxy_upstream_name { default "default-vllm-8000"; }
              map "" $proxy_alternative_upstream_name { default ""; }
              log_format upstreaminfo '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                '"$http_referer" "$http_user_agent" $request_length $request_time [$proxy_upstream_name] '
                '[$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time '
                '$upstream_status $req_id';
              upstream engines { hash $http_x_user_id consistent; \#(servers)}
              server {
                listen \#(address):\#(Gateway.port);
                access_log /dev/stdout upstreaminfo;
                location = \#(Gateway.readyPath) { access_log off; return 200; }
                location / {
                  proxy_pass http://engines;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                  proxy_read_timeout 1h;
                  add_header x-upstream-addr $upstream_addr always;
                }
              }
            }

            """#
    }
}

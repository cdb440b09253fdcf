/// HAProxy with consistent hashing, and `option httplog` with the captured headers; its servers have the names of their pods.
struct HAProxyFiles: GatewayFiles {
    static let place = "/usr/local/etc/haproxy"

    var address: String
    var folder: String
    /// A connection that waits for its next request would be cut by that.
    let wantsReload = true

    func files(for engines: [GatewayEngine]) -> [String: String] {
        let servers = engines.map { "  server \($0.pod) \($0.ip):\($0.port) id \($0.number)\n" }
        return ["haproxy.cfg": configuration + servers.joined()]
    }

    private var configuration: String {
        """
        global
          log stdout format raw local0
          nbthread 1
        defaults
          mode http
          log global
          option httplog
          option httpclose
          timeout connect 5s
          timeout client 1h
          timeout server 1h
        frontend http
          bind \(address):\(Gateway.port)
          monitor-uri \(Gateway.readyPath)
          capture request header \(Gateway.requestHeader) len 64
          capture request header \(Gateway.sessionHeader) len 64
          default_backend engines
        backend engines
          balance hdr(\(Gateway.sessionHeader))
          hash-type consistent
          option redispatch 1
          default-server check inter 1s fall 2 rise 1
          http-response set-header x-backend-server %s

        """
    }
}

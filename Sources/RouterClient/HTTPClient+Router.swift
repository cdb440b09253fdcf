import AsyncHTTPClient
import NIOCore

extension HTTPClient.Configuration {
    /// The settings that streaming needs. Set `tlsConfiguration` on it for a private authority.
    ///
    /// No read or total limit, because a healthy stream may last and be silent for long; a refused connection is told
    /// at once and not tried again behind the caller's back; streams never wait for a free connection.
    package static var router: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = Timeout(connect: .seconds(5), read: nil)
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return configuration
    }
}

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import PlainText
import WireFormats

/// What went wrong on a connection, in words for the operator. Never holds a header.
struct Trouble: Sendable, Equatable {
    var reason: String

    init(_ error: any Error, at target: RouterTarget) {
        let words = Self.words(for: error)
        reason = ANSI.plain(Self.isAboutPlace(error) ? "\(target.place): \(words)" : words, limit: 300)
    }

    /// The address is worth telling where nothing was reached, and the error does not hold it.
    private static func isAboutPlace(_ error: any Error) -> Bool {
        if let error = error as? HTTPClientError { return [.connectTimeout, .tlsHandshakeTimeout].contains(error) }
        guard let number = (error as? IOError)?.errnoCode else { return false }
        return number != ErrorNumber.reset && number != ErrorNumber.pipe
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case is DeadlinePassed: "no answer in time"
        case let error as HTTPClientError: words(for: error)
        case let error as NIOConnectionError: words(for: error)
        case let error as IOError: words(for: error)
        case let error as ChannelError: words(for: error)
        case let error as HTTPParserError: words(for: error)
        default: otherWords(for: error)
        }
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "the connection was not accepted in time; is the address right, does a firewall drop it?"
        case .remoteConnectionClosed: "the connection was closed before the end of the answer"
        case .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout: "no answer in time"
        case .tlsHandshakeTimeout: "no TLS handshake in time; does the address speak TLS?"
        case .uncleanShutdown: "the TLS connection was cut"
        case .alreadyShutdown: "the client was shut down"
        default: error.shortDescription
        }
    }

    private static func words(for error: NIOConnectionError) -> String {
        let place = "\(error.host):\(error.port)"
        if let failure = error.connectionErrors.first { return "\(place): \(words(for: failure.error))" }
        if error.dnsAError != nil || error.dnsAAAAError != nil {
            return "the name \(error.host) was not found; is it spelled right, and does it resolve from here?"
        }
        return "\(place): no address to connect to"
    }

    private static func words(for error: IOError) -> String {
        switch error.errnoCode {
        case ErrorNumber.refused: "the connection was refused; nothing listens there"
        case ErrorNumber.reset: "the connection was reset"
        case ErrorNumber.pipe: "the connection was closed while the request was sent"
        case ErrorNumber.timedOut: "the connection timed out"
        case ErrorNumber.noHost, ErrorNumber.noNetwork: "there is no route to it"
        case ErrorNumber.noFile: "the socket does not exist; has the proxy ended?"
        default: "the connection failed (errno \(error.errnoCode))"
        }
    }

    private static func words(for error: ChannelError) -> String {
        switch error {
        case .connectTimeout: "the connection was not accepted in time; is the address right, does a firewall drop it?"
        case .eof, .inputClosed, .ioOnClosedChannel, .alreadyClosed: "the connection was closed"
        default: "the connection failed (\(error))"
        }
    }

    /// An upstream end without the last chunk comes as a parser's error, because the parser was not done.
    private static func words(for error: HTTPParserError) -> String {
        switch error {
        case .invalidEOFState, .closedConnection: "the connection was closed before the end of the answer"
        default: "the answer is not HTTP (\(error))"
        }
    }

    /// Errors of TLS, whose library this room does not import.
    private static func otherWords(for error: any Error) -> String {
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("certificate") {
            return "the certificate is not trusted (\(text))"
        }
        if text.contains("uncleanShutdown") { return "the TLS connection was cut" }
        return text
    }
}

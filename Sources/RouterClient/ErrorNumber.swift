#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The error numbers that have words of their own.
enum ErrorNumber {
    static let refused = ECONNREFUSED
    static let reset = ECONNRESET
    static let pipe = EPIPE
    static let timedOut = ETIMEDOUT
    static let noHost = EHOSTUNREACH
    static let noNetwork = ENETUNREACH
    static let noFile = ENOENT
}

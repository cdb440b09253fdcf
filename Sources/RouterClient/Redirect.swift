import Foundation
import PlainText

/// Where an answer says that to ask instead. It is followed within a host: elsewhere the request, and a key, would go to somebody
/// whom the operator has not named.
enum Redirect: Equatable {
    case follow(String)
    case refused(String)

    /// So many in a row.
    static let limit = 3

    var words: String {
        switch self {
        case .follow(let url): "redirected again and again, at last to \(ANSI.plain(url, limit: 200))"
        case .refused(let words): words
        }
    }

    /// nil for an answer that is no redirect.
    init?(status: Int, location: String?, from url: String) {
        guard [301, 302, 303, 307, 308].contains(status), let location, let base = URL(string: url),
            let next = URL(string: location, relativeTo: base)?.absoluteURL
        else { return nil }
        let isOfSocket = base.scheme?.hasSuffix("+unix") == true
        let isSecureStill = base.scheme != "https" || next.scheme == "https"
        if !isOfSocket, next.host() == base.host(), ["http", "https"].contains(next.scheme), isSecureStill, next.user() == nil {
            self = .follow(next.absoluteString)
        } else {
            let place = ANSI.plain(location, limit: 200)
            self = .refused("redirected to \(place), which is not followed as it leads elsewhere; name that by --router")
        }
    }
}

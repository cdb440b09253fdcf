/// The `X-Request-Id` of a request; the same id stands in the router's log.
package typealias RequestID = String

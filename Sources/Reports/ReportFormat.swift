/// The forms in which a test's findings can be written.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, junit, markdown, html
}

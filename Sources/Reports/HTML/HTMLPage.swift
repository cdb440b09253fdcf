/// A page for a reader: one file that asks for nothing from anywhere, in the light or dark of his system.
struct HTMLPage {
    private let document: Markup

    init(_ title: String, @MarkupBuilder _ content: () -> [Markup.Node]) {
        let main = Markup("main", [:], content)
        document = Markup("html", ["lang": "en"]) {
            Markup("head") {
                Markup("meta", ["charset": "utf-8"])
                Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                Markup("meta", ["name": "color-scheme", "content": "light dark"])
                // Nothing in here may load or run anything, whatever a pod is called.
                Markup(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                    ])
                Markup("title") { title }
                Markup("style") { Markup.Node.verbatim(HTMLStyle.sheet) }
            }
            Markup("body") { main }
        }
    }

    var text: String { "<!DOCTYPE html>\n" + document.text(.html) }
}

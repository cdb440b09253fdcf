@main
struct Failtop {
    static func main() {}
}

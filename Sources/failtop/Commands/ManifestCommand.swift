import ArgumentParser
import KubernetesClient

struct ManifestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "What kubectl apply needs to let failtop run in a cluster, with the least rights.",
        discussion: """
            failtop manifest role -n my-namespace --user jane | kubectl apply -f -
            failtop manifest watch -n my-namespace --image my-registry/failtop:0.2
            failtop manifest drill -n my-namespace --image my-registry/failtop:0.2

            Nothing is sent to any cluster. The image must hold failtop, which it starts,
            and kubectl.
            """,
        subcommands: [Role.self, Watch.self, Drill.self])

    /// Whose objects they are.
    struct Place: ParsableArguments {
        @Option(name: [.short, .long], help: ArgumentHelp("The namespace of the engines.", valueName: "name"))
        var namespace: String = "default"

        @Option(help: ArgumentHelp("What the objects are called; default is failtop, a drill's failtop-drill.", valueName: "name"))
        var name: String?

        mutating func validate() throws {
            for (flag, value) in [("--namespace", namespace), ("--name", name ?? "failtop")] where !Self.isName(value) {
                throw ValidationError("\(flag) \(value) is no name of Kubernetes: lower case letters, digits and '-', at most 63, for example my-namespace")
            }
        }

        /// RFC 1123, as a label.
        private static func isName(_ text: String) -> Bool {
            let isPlain = text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            return isPlain && (1...63).contains(text.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
        }
    }

    /// What runs in the pod.
    struct Program: ParsableArguments {
        @Option(help: ArgumentHelp("The image with failtop and kubectl.", valueName: "image"))
        var image: String

        @Argument(parsing: .postTerminator, help: ArgumentHelp("Further arguments of failtop, behind --.", valueName: "argument"))
        var arguments: [String] = []

        mutating func validate() throws {
            guard !image.isEmpty, image.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 >= " " }) else {
                throw ValidationError("--image must be an image's name, for example my-registry/failtop:0.2")
            }
        }
    }

    struct Role: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rights of somebody who watches, and of somebody who may kill.",
            usage: "\(Invocation.name) manifest role [<options>]",
            discussion: """
                failtop manifest role -n my-namespace
                failtop manifest role -n my-namespace --group on-call --kill
                """)

        @OptionGroup var place: Place

        @Flag(help: "The rights to kill pods, too.")
        var kill = false

        @Flag(help: "No rights to ask router and engines through the API server's proxy: a port-forward is left, or a router's URL.")
        var noProxy = false

        @Option(help: ArgumentHelp("Whom they are given to.", valueName: "name"))
        var user: String?

        @Option(help: ArgumentHelp("The same for a group.", valueName: "name"))
        var group: String?

        @Option(help: ArgumentHelp("The same for a service account of the namespace.", valueName: "name"))
        var serviceAccount: String?

        mutating func validate() throws {
            if [user, group, serviceAccount].compactMap(\.self).count > 1 {
                throw ValidationError("--user, --group and --service-account exclude each other")
            }
        }

        mutating func run() async throws {
            let purposes: [AccessRule.Purpose] = [.watch, .forward] + (noProxy ? [] : [.ask]) + (kill ? [.kill] : [])
            let subject = user.map(Manifest.Subject.user) ?? group.map(Manifest.Subject.group) ?? serviceAccount.map(Manifest.Subject.serviceAccount)
            let manifest = Manifest(name: place.name ?? "failtop", namespace: place.namespace)
            Output.print(try Manifest.yaml(manifest.role(purposes, to: subject)))
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A board in a pod: lines in its log, metrics for Prometheus.",
            usage: "\(Invocation.name) manifest watch --image <image> [<options>] [-- <argument> ...]",
            discussion: """
                failtop manifest watch -n my-namespace --image my-registry/failtop:0.2
                failtop manifest watch --image my/failtop:0.2 -- --router service/my-router
                """)

        @OptionGroup var place: Place
        @OptionGroup var program: Program

        mutating func run() async throws {
            let manifest = Manifest(name: place.name ?? "failtop", namespace: place.namespace, image: program.image, arguments: program.arguments)
            Output.print(try Manifest.yaml(manifest.watch([.watch, .ask])))
        }
    }

    struct Drill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A test at set times. It kills a pod.",
            usage: "\(Invocation.name) manifest drill --image <image> [<options>] [-- <argument> ...]",
            discussion: """
                failtop manifest drill -n my-namespace --image my-registry/failtop:0.2
                failtop manifest drill --image my-registry/failtop:0.2 -- --kill graceful
                """)

        @OptionGroup var place: Place
        @OptionGroup var program: Program

        @Option(help: ArgumentHelp("When, as cron has it.", valueName: "schedule"))
        var schedule: String = "0 9 * * 1-5"

        mutating func validate() throws {
            let isCron = schedule.hasPrefix("@") || schedule.split(separator: " ").count == 5
            guard isCron, schedule.allSatisfy({ $0.isASCII && $0 >= " " }) else {
                throw ValidationError("--schedule \(schedule) is no schedule: five fields, for example '0 9 * * 1-5'")
            }
        }

        mutating func run() async throws {
            let manifest = Manifest(name: place.name ?? "failtop-drill", namespace: place.namespace, image: program.image, arguments: program.arguments)
            Output.print(try Manifest.yaml(manifest.drill(schedule: schedule)))
        }
    }
}

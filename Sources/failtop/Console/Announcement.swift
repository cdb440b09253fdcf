import DemoCluster
import Foundation

/// The one line that says to scripts where an embedded cluster is.
enum Announcement {
    static func print(_ addresses: DemoCluster.Addresses, kubeconfig: String) throws {
        let places = [
            "kubeconfig": kubeconfig, "apiServer": addresses.apiServerURL, "router": addresses.routerURL,
            "namespace": addresses.namespace,
        ]
        Output.print(String(decoding: try places.json(), as: UTF8.self))
    }
}

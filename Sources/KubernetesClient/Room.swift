enum KubernetesClientRoom {}

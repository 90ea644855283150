using CryptoPay.Hosting.Storage;

namespace CryptoPay.Silo;

/// <summary>A silo that is a pod of Kubernetes.</summary>
internal static class Pods
{
    /// <summary>
    /// The silo is named as its pod, and declares those dead at once whose pods are gone. Only where the manifest names
    /// the pod, as in deploy/kubernetes: the silo then reads pods, and without the right to do so it never starts. It
    /// deletes none.
    /// </summary>
    public static ISiloBuilder AddPods(
        this ISiloBuilder silo, StorageOptions storage, IConfiguration environment) =>
        storage.IsShared && environment["KUBERNETES_SERVICE_HOST"] is not null && environment["POD_NAME"] is not null
            ? silo.UseKubernetesHosting()
            : silo;
}

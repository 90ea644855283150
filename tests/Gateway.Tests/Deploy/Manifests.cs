using CryptoPay.Gateway.Tests.Docs;
using k8s;
using k8s.Models;

namespace CryptoPay.Gateway.Tests.Deploy;

/// <summary>
/// What deploy/kubernetes applies, in the types of Kubernetes' own client. A field that they do not have is an error.
/// </summary>
internal static class Manifests
{
    public static readonly string Folder = Path.Combine(Pages.Root, "deploy", "kubernetes");

    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["rbac.authorization.k8s.io/v1/Role"] = typeof(V1Role),
        ["rbac.authorization.k8s.io/v1/RoleBinding"] = typeof(V1RoleBinding),
    };

    public static Kustomization Kustomization { get; } = KubernetesYaml.Deserialize<Kustomization>(
        File.ReadAllText(Path.Combine(Folder, "kustomization.yaml")), strict: true);

    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> All { get; } =
    [
        .. from file in Kustomization.Resources
           from one in KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), Kinds, strict: true)
           select (IKubernetesObject<V1ObjectMeta>)one,
    ];

    public static V1ConfigMap Settings => Assert.Single(All.OfType<V1ConfigMap>());

    public static IEnumerable<V1Deployment> Deployments => All.OfType<V1Deployment>();

    public static V1Container Container(this V1Deployment deployment) =>
        Assert.Single(deployment.Spec.Template.Spec.Containers);
}

/// <summary>What of kustomize's own file we use.</summary>
internal sealed record Kustomization
{
    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    public required string Namespace { get; init; }

    public required List<string> Resources { get; init; }

    public required List<KustomizedImage> Images { get; init; }
}

internal sealed record KustomizedImage
{
    public required string Name { get; init; }

    public required string NewName { get; init; }

    public required string NewTag { get; init; }
}

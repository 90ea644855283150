using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Hosting.Cluster;
using k8s.Models;
using Npgsql;

namespace CryptoPay.Gateway.Tests.Deploy;

/// <summary>Holds deploy/kubernetes together. No Kubernetes reads it here.</summary>
public class KubernetesTests
{
    private static readonly string[] Programs = ["cryptopay-gateway", "cryptopay-silo"];

    [Fact]
    public void Every_file_of_the_folder_is_applied_and_every_name_is_there_once()
    {
        var files = Directory.GetFiles(Manifests.Folder).Select(Path.GetFileName).Order();

        Assert.Equal(Manifests.Kustomization.Resources.Append("kustomization.yaml").Order(), files);
        Assert.Distinct(Manifests.All.Select(one => $"{one.Kind}/{one.Metadata.Name}"));
        Assert.Equal(Programs, Manifests.Deployments.Select(one => one.Metadata.Name).Order());
    }

    [Fact]
    public void Every_selector_finds_the_pods_of_one_deployment()
    {
        var selectors = Manifests.Deployments.Select(one => one.Spec.Selector.MatchLabels)
            .Concat(Manifests.Deployments.SelectMany(one => one.Spec.Template.Spec.TopologySpreadConstraints)
                .Select(spread => spread.LabelSelector.MatchLabels))
            .Concat(Manifests.All.OfType<V1Service>().Select(one => one.Spec.Selector))
            .Concat(Manifests.All.OfType<V1PodDisruptionBudget>().Select(one => one.Spec.Selector.MatchLabels))
            .Concat(Manifests.All.OfType<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress
                .SelectMany(rule => rule.FromProperty ?? []).Select(peer => peer.PodSelector)
                .Append(policy.Spec.PodSelector)).Select(pods => pods.MatchLabels));

        Assert.All(selectors, labels => Assert.Single(Manifests.Deployments,
            one => labels.All(label => one.Spec.Template.Metadata.Labels.TryGetValue(label.Key, out var has)
                && has == label.Value)));
    }

    [Fact]
    public void Each_deployment_has_a_budget_of_its_own_and_replaces_pods_one_by_one_without_a_gap() =>
        Assert.All(Manifests.Deployments, deployment =>
        {
            var (name, spec) = (deployment.Metadata.Name, deployment.Spec);
            var budget = Assert.Single(Manifests.All.OfType<V1PodDisruptionBudget>(), one => one.Metadata.Name == name);
            Assert.Equal(spec.Selector.MatchLabels, budget.Spec.Selector.MatchLabels);
            Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
            Assert.True(spec.Replicas > 1);
            Assert.Equal(
                ("RollingUpdate", "0", "1"),
                (spec.Strategy.Type, spec.Strategy.RollingUpdate.MaxUnavailable.Value,
                    spec.Strategy.RollingUpdate.MaxSurge.Value));
        });

    [Fact]
    public void Ports_are_named_where_they_are_opened()
    {
        Assert.Equal(
            ["clients 30000", "http 8080", "silo 11111"],
            Of("silo").Container().Ports.Select(port => $"{port.Name} {port.ContainerPort}").Order());
        Assert.Equal("http 8080", Assert.Single(
            Of("gateway").Container().Ports.Select(port => $"{port.Name} {port.ContainerPort}")));
        var used = Manifests.Deployments.SelectMany(one => ProbesOf(one.Container()))
            .Select(probe => probe.HttpGet.Port.Value)
            .Concat(Manifests.All.OfType<V1Service>().SelectMany(one => one.Spec.Ports)
                .Select(port => port.TargetPort.Value));
        Assert.All(used, port => Assert.Equal("http", port));
        Assert.All(
            Manifests.All.OfType<V1NetworkPolicy>().SelectMany(one => one.Spec.Ingress).SelectMany(rule => rule.Ports),
            port => Assert.Contains(port.Port.Value, Of("silo").Container().Ports.Select(one => one.Name)));
        Assert.Equal(
            ("11111", "30000"), (VariableOf("silo", "Cluster__SiloPort"), VariableOf("silo", "Cluster__GatewayPort")));
    }

    [Fact]
    public void A_pod_is_restarted_only_where_it_does_not_answer_and_gets_calls_only_where_it_is_ready() =>
        Assert.All(Manifests.Deployments, one =>
        {
            var container = one.Container();
            Assert.Equal(
                ("/health/live", "/health/live", "/health/ready"),
                (container.StartupProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path,
                    container.ReadinessProbe.HttpGet.Path));
        });

    [Fact]
    public void A_pod_has_time_to_end_and_may_do_nothing_else()
    {
        Assert.All(Manifests.Deployments, one =>
        {
            var (pod, container) = (one.Spec.Template.Spec, one.Container());
            var before = container.Lifecycle?.PreStop.Sleep.Seconds ?? 0;
            // The host's own bound.
            Assert.True(pod.TerminationGracePeriodSeconds - before > 30);
            Assert.Equal((true, 1654L, 1654L), (pod.SecurityContext.RunAsNonRoot!.Value,
                pod.SecurityContext.RunAsUser!.Value, pod.SecurityContext.FsGroup!.Value));
            var own = container.SecurityContext;
            Assert.Equal((false, true), (own.AllowPrivilegeEscalation!.Value, own.ReadOnlyRootFilesystem!.Value));
            Assert.Equal(["ALL"], own.Capabilities.Drop);
            Assert.False(pod.EnableServiceLinks);
            Assert.NotNull(container.Resources.Limits["memory"]);
        });
    }

    [Fact]
    public void A_silo_may_read_pods_and_nothing_else_and_knows_those_of_its_cluster_by_their_labels()
    {
        var role = Assert.Single(Manifests.All.OfType<V1Role>());
        var rule = Assert.Single(role.Rules);
        Assert.Equal(["", "pods"], rule.ApiGroups.Concat(rule.Resources));
        Assert.Equal(["get", "list", "watch"], rule.Verbs);
        var binding = Assert.Single(Manifests.All.OfType<V1RoleBinding>());
        var account = Assert.Single(Manifests.All.OfType<V1ServiceAccount>()).Metadata.Name;
        Assert.Equal(("Role", role.Metadata.Name), (binding.RoleRef.Kind, binding.RoleRef.Name));
        Assert.Equal(("ServiceAccount", account), (binding.Subjects.Single().Kind, binding.Subjects.Single().Name));
        Assert.Equal(account, Of("silo").Spec.Template.Spec.ServiceAccountName);
        Assert.False(Of("gateway").Spec.Template.Spec.AutomountServiceAccountToken);
        var labels = Of("silo").Spec.Template.Metadata.Labels;
        Assert.Equal(
            (ClusterComposition.ServiceId, ClusterComposition.ServiceId),
            (labels["orleans/serviceId"], labels["orleans/clusterId"]));
    }

    [Fact]
    public void A_silo_is_told_its_pod_by_Kubernetes()
    {
        var fields = Of("silo").Container().Env.Where(one => one.ValueFrom is not null)
            .Select(one => $"{one.Name} {one.ValueFrom.FieldRef.FieldPath}");

        Assert.Equal(
            ["POD_NAME metadata.name", "POD_NAMESPACE metadata.namespace", "Cluster__Address status.podIP"], fields);
        Assert.Equal("Client", VariableOf("gateway", "Cluster__Mode"));
    }

    [Fact]
    public void Every_variable_is_a_setting_that_the_page_names() => Assert.Equal([], DeploySettings.Unknown(
        Manifests.Settings.Data.Keys.Concat(Manifests.Deployments.SelectMany(one => one.Container().Env)
            .Select(one => one.Name))));

    /// <summary>A server is restored as a whole: in one beside the orders an erased customer would come back.</summary>
    [Fact]
    public void Data_keys_and_erasures_have_databases_of_their_own_on_a_server_without_orders()
    {
        string[] settings = ["ConnectionString", "DataKeysConnectionString", "ErasuresConnectionString"];
        var servers = settings
            .Select(one => new NpgsqlConnectionStringBuilder(Manifests.Settings.Data[$"Storage__{one}"])).ToArray();

        Assert.Distinct(servers.Select(one => one.Database));
        Assert.All(servers[1..], one => Assert.NotEqual(servers[0].Host, one.Host));
    }

    [Fact]
    public void Secrets_are_mounted_where_the_settings_look_for_them()
    {
        var folder = Manifests.Settings.Data["Secrets__Folder"];
        Assert.Equal($"{folder}/keys.pem", Manifests.Settings.Data["Storage__KeysCertificatePath"]);
        Assert.Contains($";Passfile={folder}/pgpass;", Manifests.Settings.Data["Storage__ConnectionString"]);
        Assert.All(Manifests.Deployments, one =>
        {
            var volumes = one.Spec.Template.Spec.Volumes.ToDictionary(volume => volume.Name);
            var mounts = one.Container().VolumeMounts.ToDictionary(mount => mount.MountPath);
            Assert.Equal(volumes.Keys.Order(), mounts.Values.Select(mount => mount.Name).Order());
            // 0440: its own user and group read them.
            Assert.Equal(("cryptopay", 288), (volumes["secrets"].Secret.SecretName, volumes["secrets"].Secret.DefaultMode));
            Assert.Equal(("secrets", true), (mounts[folder].Name, mounts[folder].ReadOnlyProperty!.Value));
            Assert.Equal(
                Manifests.Settings.Metadata.Name, Assert.Single(one.Container().EnvFrom).ConfigMapRef.Name);
        });
    }

    [Fact]
    public void Every_image_is_one_that_the_Dockerfile_builds_and_is_pinned()
    {
        Assert.Equal(
            Manifests.Kustomization.Images.Select(image => image.Name).Order(),
            Manifests.Deployments.Select(one => one.Container().Image).Order());
        Assert.All(Manifests.Kustomization.Images, image => Assert.Matches(@"^\d", image.NewTag));
        var targets = File.ReadLines(Path.Combine(Pages.Root, "deploy", "Dockerfile"))
            .Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(" AS ")[1]);
        Assert.Equal(["build", "silo", "gateway"], targets);
    }

    private static V1Deployment Of(string component) =>
        Manifests.Deployments.Single(one => one.Metadata.Name == $"cryptopay-{component}");

    private static string VariableOf(string component, string name) =>
        Of(component).Container().Env.Single(one => one.Name == name).Value;

    private static IEnumerable<V1Probe> ProbesOf(V1Container container) =>
        [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe];
}

using CryptoPay.Gateway.Tests.Docs;
using Npgsql;
using YamlDotNet.RepresentationModel;

namespace CryptoPay.Gateway.Tests.Deploy;

/// <summary>
/// Holds docker-compose.yml together; tests/cluster.sh has it checked by docker-compose, and starts what it names.
/// </summary>
public class ComposeTests
{
    private const string Network = "${CRYPTOPAY_NETWORK:-172.30.93}";

    private static readonly YamlMappingNode File = Load("docker-compose.yml");

    private static readonly Dictionary<string, YamlMappingNode> Services = ((YamlMappingNode)File["services"]).Children
        .ToDictionary(one => one.Key.ToString(), one => (YamlMappingNode)one.Value);

    [Fact]
    public void There_are_two_databases_two_silos_two_gateways_and_a_proxy() => Assert.Equal(
        ["gateway-1", "gateway-2", "postgres", "postgres-keys", "proxy", "silo-1", "silo-2"], Services.Keys.Order());

    [Fact]
    public void Each_listens_at_its_own_address_which_is_nobody_elses()
    {
        Assert.Distinct(Services.Values.Select(AddressOf));
        Assert.All(Programs(), one => Assert.Equal(
            $"http://{AddressOf(one.Value)}:8080", Environment(one.Value)["ASPNETCORE_URLS"]));
        Assert.All(Programs("silo"), one => Assert.Equal(
            AddressOf(one.Value), Environment(one.Value)["Cluster__Address"]));
        Assert.All(Programs("gateway"), one => Assert.Equal(
            "Client", Environment(one.Value)["Cluster__Mode"]));
        var proxy = System.IO.File.ReadAllText(Path.Combine(Pages.Root, "deploy", "haproxy.cfg"))
            .Replace("${CRYPTOPAY_NETWORK}", Network);
        Assert.Contains($"bind \"{AddressOf(Services["proxy"])}:8080\"", proxy);
        Assert.All(Programs("gateway"), one => Assert.Contains(
            $"server {one.Key} \"{AddressOf(one.Value)}:8080\"", proxy));
    }

    [Fact]
    public void Every_program_starts_after_the_databases_takes_the_secrets_and_has_time_to_end() =>
        Assert.All(Programs(), one =>
        {
            var settings = Environment(one.Value);
            Assert.All(["postgres", "postgres-keys"], database => Assert.Equal(
                "service_healthy", one.Value["depends_on"][database]["condition"].ToString()));
            Assert.Equal("accounts.env", one.Value["env_file"].ToString());
            Assert.Equal($"./secrets:{settings["Secrets__Folder"]}:ro", one.Value["volumes"][0].ToString());
            Assert.Equal($"{settings["Secrets__Folder"]}/keys.pem", settings["Storage__KeysCertificatePath"]);
            Assert.Equal("40s", one.Value["stop_grace_period"].ToString());
            Assert.Equal(one.Key[..^2], one.Value["build"]["target"].ToString());
        });

    /// <summary>A server is restored as a whole: in one beside the orders an erased customer would come back.</summary>
    [Fact]
    public void Data_keys_and_erasures_have_databases_of_their_own_on_a_server_without_orders() =>
        Assert.All(Programs(), one => Assert.Equal(
            ["postgres cryptopay", "postgres-keys data_keys", "postgres-keys erasures"],
            from setting in (string[])["ConnectionString", "DataKeysConnectionString", "ErasuresConnectionString"]
            let text = Environment(one.Value)[$"Storage__{setting}"]
            let server = new NpgsqlConnectionStringBuilder(text)
            select $"{Services.Single(service => AddressOf(service.Value) == server.Host).Key} {server.Database}"));

    [Fact]
    public void Nothing_is_reached_from_outside_of_the_machine() => Assert.Equal(
        ["proxy 127.0.0.1:8080:8080"],
        from one in Services
        where one.Value.Children.ContainsKey("ports")
        from port in (YamlSequenceNode)one.Value["ports"]
        select $"{one.Key} {port}");

    [Fact]
    public void Every_image_of_others_is_pinned() => Assert.All(
        Services.Where(one => !one.Value.Children.ContainsKey("build")),
        one => Assert.Matches(@"^[a-z]+:\d+\.\d+$", one.Value["image"].ToString()));

    [Fact]
    public void Every_variable_is_a_setting_that_the_page_names()
    {
        Assert.Equal([], DeploySettings.Unknown(Programs().SelectMany(one => Environment(one.Value).Keys)));
        Assert.Equal([], DeploySettings.Unknown(
            System.IO.File.ReadLines(Path.Combine(Pages.Root, "deploy", "accounts.example.env"))
                .Where(line => !line.StartsWith('#')).Select(line => line.Split('=')[0])));
        var single = (YamlMappingNode)Load("docker-compose.single.yml")["services"]["gateway"];
        Assert.Equal([], DeploySettings.Unknown(Environment(single).Keys));
    }

    private static IEnumerable<KeyValuePair<string, YamlMappingNode>> Programs(string name = "") =>
        Services.Where(one => one.Value.Children.ContainsKey("build")
            && one.Key.StartsWith(name, StringComparison.Ordinal));

    private static string AddressOf(YamlMappingNode service) =>
        service["networks"]["default"]["ipv4_address"].ToString();

    private static Dictionary<string, string> Environment(YamlMappingNode service) =>
        ((YamlMappingNode)service["environment"]).Children
        .ToDictionary(one => one.Key.ToString(), one => one.Value.ToString());

    /// <summary>With what <c>&lt;&lt;</c> merges in.</summary>
    private static YamlMappingNode Load(string name)
    {
        using var text = new StringReader(System.IO.File.ReadAllText(Path.Combine(Pages.Root, name)));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)Merged(yaml.Documents[0].RootNode);
    }

    private static YamlNode Merged(YamlNode node)
    {
        if (node is not YamlMappingNode map) return node;
        var merged = new YamlMappingNode();
        foreach (var (key, value) in map.Children)
        {
            if (key.ToString() != "<<")
            {
                merged.Children[key] = Merged(value);
                continue;
            }

            foreach (var (from, what) in ((YamlMappingNode)Merged(value)).Children) merged.Children.TryAdd(from, what);
        }

        return merged;
    }
}

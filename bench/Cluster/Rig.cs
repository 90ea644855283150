using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CryptoPay.Cluster;

/// <summary>What a case is played with: a database, a processor, silos and gateways, each a process of its own.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Key = "a-key-of-the-bench";

    private static readonly string[] Scopes =
        ["payments:create", "payments:read", "payments:cancel", "payments:refund"];

    private readonly Run run;
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-cluster-").FullName;

    private Rig(Run run, string also)
    {
        this.run = run;
        // PostgreSQL's user has to get through.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var port = Ports.Free();
        Sandbox = new(
            "sandbox", run.Options.Builds["ours"], "Sandbox", new($"http://localhost:{port}"),
            new() { ["Sandbox:ConnectionString"] = $"Data Source={folder}/sandbox.db" }, folder)
        {
            AlsoAt = also == "" ? "" : $"http://{also}:{port}",
        };
    }

    /// <summary>Settings that a case adds, for silos and gateways.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    public Postgres Database { get; private set; } = null!;

    /// <summary>Of <see cref="Database"/>, where there is one.</summary>
    public Postgres? Standby { get; private set; }

    public OurProgram Sandbox { get; }

    /// <summary>Where silos reach the processor; without it the sandbox itself.</summary>
    public Uri? ProcessorAddress { get; set; }

    public List<OurProgram> Silos { get; } = [];

    public List<OurProgram> Gateways { get; } = [];

    public IReadOnlyList<Uri> GatewayAddresses => [.. Gateways.Select(gateway => gateway.Address)];

    /// <summary>Nothing is tried again: what fails, fails.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestHeaders = { { "X-Api-Key", Key } },
    };

    /// <param name="build">Of silos and gateways; without it what the run measures.</param>
    public static async Task<Rig> Start(
        Run run, int silos = 3, int gateways = 2, bool hasStandby = false, string? build = null,
        Action<Dictionary<string, string>>? more = null)
    {
        var rig = await Begin(run, hasStandby: hasStandby);
        try
        {
            more?.Invoke(rig.Extra);
            for (var i = 0; i < silos; i++) rig.Silos.Add(rig.NewSilo($"silo-{i + 1}", build));
            for (var i = 0; i < gateways; i++) rig.Gateways.Add(rig.NewGateway($"gateway-{i + 1}", build));
            await rig.StartAll();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Database and processor alone.</summary>
    /// <param name="also">An address where both are reached besides; nothing.</param>
    public static async Task<Rig> Begin(Run run, string also = "", bool hasStandby = false)
    {
        var rig = new Rig(run, also);
        try
        {
            run.Says($"starting; logs in {rig.folder}");
            rig.Database = await Postgres.Create(rig.folder, also == "" ? "127.0.0.1" : $"127.0.0.1,{also}");
            Report.Facts = await rig.Database.Facts();
            if (hasStandby) rig.Standby = await rig.Database.StandBy();
            rig.Sandbox.Start();
            await rig.Sandbox.BecomesReady("/sandbox/btcpay/api/v1/health");
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public async Task StartAll()
    {
        foreach (var silo in Silos) silo.Start();
        foreach (var silo in Silos) await silo.BecomesReady();
        foreach (var gateway in Gateways) gateway.Start();
        foreach (var gateway in Gateways) await gateway.BecomesReady();
        run.Says($"{Silos.Count} silos and {Gateways.Count} gateways are ready");
    }

    /// <param name="address">Where others reach it.</param>
    /// <param name="database">As that silo connects.</param>
    public OurProgram NewSilo(
        string name, string? build = null, string address = "127.0.0.1", string? database = null,
        params string[] around)
    {
        var settings = Shared(database);
        settings["Cluster:Address"] = address;
        settings["Cluster:SiloPort"] = $"{Ports.Free()}";
        settings["Cluster:GatewayPort"] = $"{Ports.Free()}";
        return new(
            name, build ?? run.Build, "Silo", new($"http://{(around.Length > 0 ? address : "localhost")}:{Ports.Free()}"),
            settings, folder, around);
    }

    public OurProgram NewGateway(string name, string? build = null)
    {
        var settings = Shared(null);
        settings["Cluster:Mode"] = "Client";
        AddCaller(settings);
        return Program(name, "Gateway", settings, build);
    }

    /// <summary>Another build at the same address.</summary>
    public OurProgram NewGatewayInPlaceOf(OurProgram before)
    {
        var settings = Shared(null);
        settings["Cluster:Mode"] = "Client";
        AddCaller(settings);
        return new($"{before.Name}-new", run.Build, "Gateway", before.Address, settings, folder);
    }

    /// <summary>A gateway and its silo in one process, on a file.</summary>
    public OurProgram NewEmbedded(string name)
    {
        var settings = Processor();
        settings["Storage:ConnectionString"] = $"Data Source={folder}/{name}.db";
        AddCaller(settings);
        return Program(name, "Gateway", settings);
    }

    /// <summary>A file of the case.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Gateways.Concat(Silos).Append(Sandbox)) await program.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        if (Standby is not null) await Standby.DisposeAsync();
        Http.Dispose();
        if (run.Options.IsKept || run.Wrongs.Count > 0) run.Says($"kept: {folder}");
        else Directory.Delete(folder, recursive: true);
    }

    private OurProgram Program(
        string name, string project, Dictionary<string, string> settings, string? build = null) =>
        new(name, build ?? run.Build, project, new($"http://localhost:{Ports.Free()}"), settings, folder);

    private Dictionary<string, string> Processor() => new(Extra)
    {
        ["Processors:shop:Kind"] = "BtcPay",
        ["Processors:shop:BaseUrl"] = $"{ProcessorAddress ?? Sandbox.Address}sandbox/btcpay",
        ["Processors:shop:ApiKey"] = "sandbox-api-key",
        ["Processors:shop:StoreId"] = "sandbox-store",
        ["Processors:shop:WebhookSecret"] = "s",
    };

    private Dictionary<string, string> Shared(string? database)
    {
        var keys = PathOf("keys.pem");
        if (!File.Exists(keys)) File.WriteAllText(keys, NewPem());
        var settings = Processor();
        settings["Storage:Provider"] = "Postgres";
        // "primary" is what ours sets by itself; without it Orleans' own settings would write to the standby.
        settings["Storage:ConnectionString"] = database ?? (Standby is null
            ? Database.Connection()
            : $"Host=127.0.0.1:{Database.Port},127.0.0.1:{Standby.Port};Username=cryptopay;Database=cryptopay;"
                + "Target Session Attributes=primary");
        settings["Storage:KeysCertificatePath"] = keys;
        if (run.IsStock) settings["Cluster:ResponseTimeout"] = "00:00:30";
        return settings;
    }

    private static void AddCaller(Dictionary<string, string> settings)
    {
        settings["ApiKeys:bench:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        for (var i = 0; i < Scopes.Length; i++) settings[$"ApiKeys:bench:Scopes:{i}"] = Scopes[i];
        string[] limits =
        [
            "CreateBurst", "CreatePerSecond", "CallBurst", "CallsPerSecond", "AddressCallBurst",
            "AddressCallsPerSecond", "ConnectionsPerAddress",
        ];
        foreach (var limit in limits) settings[$"Limits:{limit}"] = "1000000";
    }

    private static string NewPem()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddYears(9));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}

using CryptoPay.Hosting.Storage;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Tests.Storage;

public sealed class StorageOptionsTests
{
    private const string Server = "Host=db.example.com;Database=cryptopay;Username=cryptopay;Password=hush";
    private const string Certificate = "/run/secrets/keys.pem";

    [Fact]
    public void A_server_needs_a_certificate_for_the_keys_that_stand_in_it()
    {
        Assert.StartsWith("Storage:KeysCertificatePath is missing", Refusal(Server, certificate: null));
        Assert.True(In(Server, Certificate).IsShared);
        Assert.False(StorageOptions.In(new ConfigurationBuilder().Build()).IsShared);
    }

    [Fact]
    public void A_folder_of_keys_is_none_of_a_server() =>
        Assert.StartsWith("Storage:KeysPath must not be set", Refusal(Server, Certificate, "keys"));

    [Fact]
    public void A_previous_certificate_alone_is_refused() => Assert.StartsWith(
        "Storage:KeysCertificatePath is missing: beside Storage:PreviousKeysCertificatePaths",
        Assert.Throws<InvalidOperationException>(() => StorageOptions.In(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:PreviousKeysCertificatePaths:0"] = Certificate,
            }).Build())).Message);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Host=db.example.com;Password=hush")]
    [InlineData("Database=cryptopay;Password=hush")]
    [InlineData("Host=db.example.com;Database=cryptopay;Port=many;Password=hush")]
    [InlineData("hush")]
    public void A_connection_string_that_names_no_server_or_no_database_is_told_and_not_quoted(string? connection)
    {
        var refusal = Refusal(connection, Certificate);

        Assert.StartsWith("Storage:ConnectionString must name a server and a database", refusal);
        Assert.DoesNotContain("hush", refusal);
    }

    [Fact]
    public void What_is_left_open_is_set_so_that_no_call_hangs_and_what_is_set_stays()
    {
        using var source = PostgresConnections.Open(In($"{Server};Host=a,b;Command Timeout=7", Certificate));

        var set = new Npgsql.NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((7, 4, 10), (set.CommandTimeout, set.Timeout, set.KeepAlive));
        Assert.Equal(("primary", 1), (set.TargetSessionAttributes, set.HostRecheckSeconds));
    }

    private static string Refusal(string? connection, string? certificate, string? keysPath = null) =>
        Assert.Throws<InvalidOperationException>(() => In(connection, certificate, keysPath)).Message;

    private static StorageOptions In(string? connection, string? certificate, string? keysPath = null) =>
        StorageOptions.In(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = connection,
            ["Storage:KeysCertificatePath"] = certificate,
            ["Storage:KeysPath"] = keysPath,
        }).Build());
}

using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Silo.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void A_provider_that_there_is_not_stops_the_start_and_names_those_that_there_are()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Build(new() { ["Storage:Provider"] = "Oracle" }));

        Assert.Equal("Storage:Provider is 'Oracle'. Allowed: Sqlite, Postgres.", refusal.Message);
    }

    [Fact]
    public void Nothing_configured_is_a_file_below_the_current_folder()
    {
        using var host = Build([]);

        Assert.Equal(
            "Data Source=data/cryptopay.db", host.Services.GetRequiredService<SqliteDataSource>().ConnectionString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=")]
    [InlineData("cryptopay.db")]
    [InlineData("Server=db;Database=cryptopay")]
    public void A_connection_string_that_names_no_file_stops_the_start_and_is_not_quoted(string text)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Storage:ConnectionString"] = text;

        var refusal = Assert.Throws<InvalidOperationException>(() => builder.AddSilo());

        Assert.Equal(
            "Storage:ConnectionString must name a file, as Data Source=/var/lib/cryptopay/cryptopay.db",
            refusal.Message);
    }

    [Fact]
    public void A_folder_of_keys_that_is_set_to_nothing_is_the_one_beside_the_database() => Assert.Equal(
        "/var/lib/pay/keys",
        new StorageOptions { ConnectionString = "Data Source=/var/lib/pay/a.db", KeysPath = "" }.KeysFolder);

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.UseOrleans(silo => silo.AddDatabase(StorageOptions.In(silo.Configuration))).Build();
    }
}

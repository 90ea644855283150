using CryptoPay.Silo.Storage.Sqlite;
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

        Assert.Equal("Storage:Provider is 'Oracle'. Allowed: Sqlite.", refusal.Message);
    }

    [Fact]
    public void Nothing_configured_is_a_file_below_the_current_folder()
    {
        using var host = Build([]);

        Assert.Equal(
            "Data Source=data/cryptopay.db", host.Services.GetRequiredService<SqliteDataSource>().ConnectionString);
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.UseOrleans(silo => silo.AddStorage()).Build();
    }
}

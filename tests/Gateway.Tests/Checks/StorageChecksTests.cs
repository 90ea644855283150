using CryptoPay.Gateway.Checks;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Gateway.Tests.Checks;

/// <summary>What opens the stored values is to stand apart from them.</summary>
public class StorageChecksTests
{
    [Theory]
    [InlineData("", "Storage:KeysCertificatePath")]
    [InlineData("Storage:KeysCertificatePath=keys.pem", "")]
    [InlineData(
        "Storage:Provider=Postgres Storage:KeysCertificatePath=keys.pem Storage:ConnectionString=Host=a;Database=b",
        "Storage:DataKeysConnectionString Storage:ErasuresConnectionString")]
    [InlineData(
        "Storage:Provider=Postgres Storage:KeysCertificatePath=keys.pem Storage:ConnectionString=Host=a;Database=b "
        + "Storage:DataKeysConnectionString=Host=a;Database=c Storage:ErasuresConnectionString=Host=a;Database=b",
        "Storage:ErasuresConnectionString")]
    [InlineData("Cluster:Mode=Client Cluster:GatewayPort=30000", "")]
    public void What_stands_beside_what_it_opens_is_noted(string settings, string noted)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => (string?)pair[1])).Build();

        var findings = StorageChecks.Of(configuration).Select(finding => finding.Text.Split(' ')[0]);

        Assert.Equal(noted.Split(' ', StringSplitOptions.RemoveEmptyEntries), findings);
    }
}

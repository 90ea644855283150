using System.Net;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Gateway.Tests.Links;

/// <summary>A link key that nothing opens any more, as when the keys of the encrypted values are lost.</summary>
public sealed class LostLinkKeyTests(LostLinkKeyTests.Gateway gateway) : IClassFixture<LostLinkKeyTests.Gateway>
{
    [Fact]
    public async Task Payments_go_on_without_links_and_codes_until_the_row_is_deleted()
    {
        var view = await gateway.Opened("CC-1");
        var image = await gateway.Send(
            Requests.Get($"/qr/{WholeGateway.Merchant}/CC-1/{new string('A', 32)}.png"), key: null);

        Assert.Equal(("", "", false), (view.QrCodeUrl, view.ResumeCode, view.CheckoutUrl == ""));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, image.StatusCode);

        gateway.Execute("DELETE FROM grain_state WHERE grain_type = 'link-key'");

        Assert.NotEqual("", (await gateway.Opened("CC-2")).ResumeCode);
        var link = (await gateway.Read("CC-1")).QrCodeUrl;
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Requests.Get(link), key: null)).StatusCode);
    }

    public sealed class Gateway : WholeGateway
    {
        public Gateway()
        {
            new DatabaseSchema(
                    new SqliteDatabase(new SqliteDataSource($"Data Source={DatabasePath}")),
                    NullLogger<DatabaseSchema>.Instance)
                .Apply();
            Execute("""
                INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
                VALUES ('cryptopay', 'link-key', 'link-key', 1, '{"key":"of-lost-keys"}')
                """);
        }

        public void Execute(string sql)
        {
            using var connection = new SqliteConnection($"Data Source={DatabasePath}");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Equal(1, command.ExecuteNonQuery());
        }
    }
}

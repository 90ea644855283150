using System.Net;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Gateway.Tests.Health;

/// <summary>Another process holds the database's only write lock.</summary>
public sealed class StorageAwayTests(StorageAwayTests.Gateway gateway) : IClassFixture<StorageAwayTests.Gateway>
{
    [Fact]
    public async Task A_create_is_503_with_nothing_half_done_and_the_same_call_later_goes_on()
    {
        using (gateway.HoldWriteLock())
        {
            var away = await gateway.SendOnce(Payments.Body("CC-away"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Equal("unavailable", await away.ErrorCode());
            Assert.True(away.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-away")).StatusCode);
            Assert.Empty(await gateway.InvoicesOf("CC-away"));
        }

        var view = await gateway.Opened("CC-away");

        Assert.Equal("100.00", view.AmountDue);
        Assert.Single(await gateway.InvoicesOf("CC-away"));
        var history = (await gateway.Events("CC-away")).Events;
        Assert.Equal(["IntentRequested", "InvoiceOpened"], history.Select(entry => entry.Event));
    }

    [Fact]
    public async Task What_is_written_can_still_be_read()
    {
        var before = await gateway.Opened("CC-readable");

        using (gateway.HoldWriteLock())
        {
            Assert.Equal(before.Lasting(), (await gateway.Read("CC-readable")).Lasting());
        }
    }

    [Fact]
    public async Task The_gateway_is_live_but_not_ready_until_storage_is_back()
    {
        using (gateway.HoldWriteLock())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusOf("/health/live"));
        }

        await Payments.Until(() => StatusOf("/health/ready"), status => status == HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> StatusOf(string path) =>
        (await gateway.Send(Requests.Get(path), key: null)).StatusCode;

    public sealed class Gateway() : WholeGateway([])
    {
        /// <summary>Until it is disposed, nobody else can write.</summary>
        public IDisposable HoldWriteLock()
        {
            var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
            connection.Open();
            connection.BeginTransaction(deferred: false);
            return connection;
        }

        /// <summary>A create by a caller who does not come again when told to.</summary>
        public async Task<HttpResponseMessage> SendOnce(string body)
        {
            using var once = new HttpClient { BaseAddress = Address };
            return await once.SendAsync(Requests.Post(Payments.Path, body).WithKey(Key), Requests.Cancellation);
        }
    }
}

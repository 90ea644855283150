using System.Diagnostics;
using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Gateway.Tests.Health;

/// <summary>Another process holds the database's only write lock.</summary>
public sealed class StorageAwayTests(StorageAwayTests.Gateway gateway) : IClassFixture<StorageAwayTests.Gateway>
{
    [Fact]
    public async Task A_create_is_503_in_time_with_nothing_half_done_and_the_same_call_later_goes_on()
    {
        using (HoldWriteLock())
        {
            var startedAt = Stopwatch.GetTimestamp();
            var away = await gateway.Post(Payments.Body("CC-away"));

            Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Equal("unavailable", await away.ErrorCode());
            Assert.True(away.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-away")).StatusCode);
            Assert.Empty(await gateway.InvoicesOf("CC-away"));
        }

        var view = await gateway.Opened("CC-away");

        Assert.Equal("100.00", view.AmountDue);
        Assert.Single(await gateway.InvoicesOf("CC-away"));
        var events = await (await gateway.Look("/CC-away/events")).Text();
        var history = JsonSerializer.Deserialize<PaymentIntentEvents>(events, JsonSerializerOptions.Web)!.Events;
        Assert.Equal(["IntentRequested", "InvoiceOpened"], history.Select(entry => entry.Event));
    }

    [Fact]
    public async Task What_is_written_can_still_be_read()
    {
        var before = await gateway.Opened("CC-readable");

        using (HoldWriteLock())
        {
            Assert.Equal(before.Lasting(), (await gateway.Read("CC-readable")).Lasting());
        }
    }

    [Fact]
    public async Task The_gateway_is_live_but_not_ready_until_storage_is_back()
    {
        using (HoldWriteLock())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusOf("/health/live"));
        }

        await Payments.Until(() => StatusOf("/health/ready"), status => status == HttpStatusCode.OK);
    }

    private WriteLock HoldWriteLock() => new(gateway.DatabasePath);

    private async Task<HttpStatusCode> StatusOf(string path) =>
        (await gateway.Send(Requests.Get(path), key: null)).StatusCode;

    private sealed class WriteLock : IDisposable
    {
        private readonly SqliteConnection connection;

        public WriteLock(string databasePath)
        {
            connection = new SqliteConnection($"Data Source={databasePath};Pooling=False");
            connection.Open();
            connection.BeginTransaction(deferred: false);
        }

        public void Dispose() => connection.Dispose();
    }

    public sealed class Gateway() : WholeGateway([]);
}

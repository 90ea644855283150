using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>What one gateway knows of the keys in the database, while a command changes them.</summary>
public sealed class StoredKeysTests : IAsyncLifetime, IDisposable
{
    // Later than the silo's own clock, which is real and would hold back what is over.
    private static readonly DateTimeOffset Now = new(2100, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);
    private readonly RunningGateway gateway = new([]);
    private StoredKeys keys = null!;

    private IApiKeyStore Store => gateway.Services.GetRequiredService<IApiKeyStore>();

    [Fact]
    public async Task A_key_that_was_just_made_opens()
    {
        Assert.Null(await keys.Find("flow"));
        await Add("flow");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("the key flow", (await keys.Find("flow"))?.Name);
    }

    [Fact]
    public async Task Guesses_make_it_read_once_in_a_second()
    {
        Assert.Null(await keys.Find("guess"));
        await Add("flow");

        // It would be found if this one was read for.
        Assert.Null(await keys.Find("flow"));
    }

    [Fact]
    public async Task A_revoked_key_is_closed_though_nobody_told_this_gateway()
    {
        await Add("flow");
        Assert.NotNull(await keys.Find("flow"));
        await Store.Revoke("the key flow", Now, Requests.Cancellation);

        time.Advance(StoredKeys.AgeMax);

        Assert.Null(await keys.Find("flow"));
        Assert.True(StoredKeys.AgeMax < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_expired_key_is_closed_at_that_moment()
    {
        await Add("flow", expiresAt: Now.AddSeconds(2));
        Assert.NotNull(await keys.Find("flow"));

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await keys.Find("flow"));
    }

    [Fact]
    public async Task The_key_before_ends_with_its_overlap()
    {
        await Add("flow");
        await Store.Rotate("the key flow", "new", Now.AddSeconds(2), Now, Requests.Cancellation);
        Assert.Equal(await keys.Find("new"), await keys.Find("flow"));

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await keys.Find("flow"));
        Assert.NotNull(await keys.Find("new"));
    }

    [Fact]
    public async Task Where_the_database_cannot_tell_the_call_is_answered_with_503_and_keys_of_the_settings_open()
    {
        Scalar("ALTER TABLE api_key RENAME TO gone");

        // What it read a moment ago it still knows.
        var stored = await Payments.Until(
            () => gateway.Send(Requests.Get($"{Payments.Path}?take=0").WithKey("of-the-database")),
            answer => answer.StatusCode != HttpStatusCode.Unauthorized);
        var configured = await gateway.Send(Requests.Get($"{Payments.Path}?take=0").WithKey());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, stored.StatusCode);
        Assert.Equal("unavailable", await stored.ErrorCode());
        Assert.Equal(HttpStatusCode.BadRequest, configured.StatusCode);
        // Who needs no key is not kept out by one.
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Requests.Get("/health/live").WithKey("any"))).StatusCode);
    }

    [Fact]
    public async Task A_last_use_is_written_once_a_minute()
    {
        await Add("flow");
        await keys.StartAsync(Requests.Cancellation);
        await keys.Find("flow");

        await Payments.Until(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return Assert.Single(await Store.All(Requests.Cancellation)).LastUsedAt;
            },
            lastUsedAt => lastUsedAt is not null);
        await keys.StopAsync(Requests.Cancellation);

        Assert.True(time.GetUtcNow() - Now >= TimeSpan.FromMinutes(1));
        Assert.Equal(Now, Assert.Single(await Store.All(Requests.Cancellation)).LastUsedAt);
    }

    public async ValueTask InitializeAsync()
    {
        await gateway.InitializeAsync();
        keys = new(gateway.Services.GetRequiredService<IGrainFactory>(), time, NullLogger<StoredKeys>.Instance);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    public void Dispose() => keys.Dispose();

    private Task<bool> Add(string sha256, DateTimeOffset? expiresAt = null) => Store.Add(
        new StoredKey($"the key {sha256}", sha256, "north", ["payments:read"], Now, expiresAt), Requests.Cancellation);

    private void Scalar(string sql)
    {
        using var connection = gateway.Services.GetRequiredService<SqliteDataSource>().OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }
}

using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class ApiKeyStoreTests(FreshDatabase fresh) : FreshDatabaseTests(fresh)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly ApiKeyStore store = new(fresh.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_comes_back_as_it_was_added()
    {
        var key = Key("flow") with
        {
            ExpiresAt = Now.AddDays(1),
            Addresses = ["10.0.0.0/8", "2001:db8::1"],
            CertificateSubject = "caller.test",
        };
        Assert.True(await store.Add(key, Cancellation));

        var kept = Assert.Single(await store.Open(Now, Cancellation));

        Assert.Equal(key.Scopes, kept.Scopes);
        Assert.Equal(key.Addresses, kept.Addresses!);
        Assert.Equal(key with { Scopes = kept.Scopes, Addresses = kept.Addresses }, kept);
    }

    [Theory]
    [InlineData("flow")]
    [InlineData("FLOW")]
    public async Task A_name_is_given_once_even_after_it_was_revoked(string again)
    {
        Assert.True(await store.Add(Key("flow"), Cancellation));
        Assert.False(await store.Add(Key(again), Cancellation));
        Assert.True(await store.Revoke("flow", Now, Cancellation));

        Assert.False(await store.Add(Key(again), Cancellation));
    }

    [Fact]
    public async Task What_is_revoked_or_expired_opens_nothing_and_is_still_listed()
    {
        await store.Add(Key("open"), Cancellation);
        await store.Add(Key("expired") with { ExpiresAt = Now }, Cancellation);
        await store.Add(Key("revoked"), Cancellation);
        await store.Revoke("revoked", Now, Cancellation);

        Assert.Equal(["open"], (await store.Open(Now, Cancellation)).Select(key => key.Name));
        Assert.Equal(["expired", "open", "revoked"], (await store.All(Cancellation)).Select(key => key.Name));
        Assert.False(await store.Revoke("revoked", Now, Cancellation));
    }

    [Fact]
    public async Task While_a_key_is_rotated_both_secrets_open()
    {
        await store.Add(Key("flow"), Cancellation);
        Assert.True(await store.Rotate("flow", "new", Now.AddHours(1), Now, Cancellation));

        var key = Assert.Single(await store.Open(Now, Cancellation));

        Assert.Equal(["new", "hash of flow"], key.HashesAt(Now));
        Assert.Equal(["new"], key.HashesAt(Now.AddHours(1)));
        Assert.Empty((key with { RevokedAt = Now }).HashesAt(Now));
        Assert.Empty((key with { ExpiresAt = Now }).HashesAt(Now));
    }

    [Fact]
    public async Task A_key_that_is_over_is_not_rotated()
    {
        await store.Add(Key("flow") with { ExpiresAt = Now }, Cancellation);

        Assert.False(await store.Rotate("flow", "new", Now.AddHours(1), Now, Cancellation));
        Assert.False(await store.Rotate("nobody", "new", Now.AddHours(1), Now, Cancellation));
    }

    [Fact]
    public async Task The_last_use_is_the_latest_that_any_gateway_told()
    {
        await store.Add(Key("flow"), Cancellation);
        await store.Add(Key("other"), Cancellation);

        await store.NoteUse(Uses("flow", Now.AddMinutes(2)), Cancellation);
        await store.NoteUse(Uses("flow", Now), Cancellation);

        Assert.Equal(
            [Now.AddMinutes(2), null], (await store.All(Cancellation)).Select(key => key.LastUsedAt));
    }

    private static Dictionary<string, DateTimeOffset> Uses(string name, DateTimeOffset at) => new() { [name] = at };

    private static StoredKey Key(string name) => new(name, $"hash of {name}", "north", ["payments:read"], Now);
}

using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class OperatorStoreTests(FreshDatabase fresh) : FreshDatabaseTests(fresh)
{
    private const int TriesMax = 3;

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Now.AddMinutes(15);
    private static readonly Operator Ann = new("ann", ["ops:read", "ops:write"], "*");
    private static readonly StoredSecrets Secrets = new("hash", "secret");

    private readonly OperatorStore store = new(fresh.Database);

    [Fact]
    public async Task A_name_is_one_in_any_case_of_letters()
    {
        Assert.True(await store.Add(Ann, Secrets, Now));
        Assert.False(await store.Add(Ann with { Name = "ANN" }, Secrets, Now));

        Assert.Equal("ann", (await Try("Ann"))!.Who.Name);
        Assert.True(await store.StartSession("session", Ann, "hash", Now, Later));
        Assert.Equal(1, await store.EndSessionsOf("aNN"));
        Assert.True(await store.Remove("ANN"));
        Assert.Null(await Try("ann"));
    }

    [Fact]
    public async Task Tries_are_counted_until_the_name_is_locked_and_anew_after_the_lock()
    {
        await store.Add(Ann, Secrets, Now);

        Assert.Equal([1, 2, 3, 4], (await Tries(4)).Select(counted => counted!.TryCount));
        var listed = Assert.Single(await store.List(Now));
        Assert.Equal(Later, listed.LockedUntil);
        Assert.Equal(1, (await Try("ann", Later))!.TryCount);
        Assert.Null(Assert.Single(await store.List(Later)).LockedUntil);
    }

    [Fact]
    public async Task Of_tries_at_once_each_is_counted_by_itself()
    {
        await store.Add(Ann, Secrets, Now);

        var counted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Try("ann"))));

        Assert.Equal(Enumerable.Range(1, 20), counted.Select(one => one!.TryCount).Order());
    }

    [Fact]
    public async Task A_code_opens_once_and_only_with_the_secrets_that_it_was_right_by()
    {
        await store.Add(Ann, Secrets, Now);
        await Tries(TriesMax);

        Assert.False(await store.TakeCode("ann", Secrets with { TotpSecret = "other" }, 7, "hash"));
        Assert.True(await store.TakeCode("ann", Secrets, 7, "better"));
        Assert.False(await store.TakeCode("ann", Secrets with { PasswordHash = "better" }, 7, "better"));

        var next = await Try("ann");
        Assert.Equal((1, "better", "secret"), (next!.TryCount, next.Secrets.PasswordHash, next.Secrets.TotpSecret));
    }

    [Fact]
    public async Task A_session_starts_with_the_password_of_now_and_ends_in_time()
    {
        await store.Add(Ann, Secrets, Now);

        Assert.False(await store.StartSession("stale", Ann, "before", Now, Later));
        Assert.True(await store.StartSession("session", Ann, "hash", Now, Later));
        Assert.True(await store.StartSession("elsewhere", Ann with { Name = "sso:bob" }, null, Now, Later));

        var found = await store.FindSession("session", Now);
        Assert.Equal((Ann.Name, Ann.Merchant), (found!.Name, found.Merchant));
        Assert.Equal(Ann.Scopes, found.Scopes);
        Assert.Null(await store.FindSession("session", Later));
        Assert.Equal(1, Assert.Single(await store.List(Now)).SessionCount);
        await store.EndSession("elsewhere");
        Assert.Null(await store.FindSession("elsewhere", Now));
    }

    [Fact]
    public async Task Other_secrets_and_a_removal_end_what_is_open()
    {
        await store.Add(Ann, Secrets, Now);
        await store.StartSession("session", Ann, "hash", Now, Later);
        await Tries(TriesMax);

        Assert.True(await store.Reset("ann", new StoredSecrets("new", "other")));
        Assert.False(await store.Reset("nobody", Secrets));

        Assert.Null(await store.FindSession("session", Now));
        Assert.Equal(1, (await Try("ann"))!.TryCount);
        Assert.True(await store.Remove("ann"));
        Assert.False(await store.Remove("ann"));
        Assert.False(await store.Remove(""));
        Assert.Empty(await store.List(Now));
    }

    private Task<CountedTry?> Try(string name, DateTimeOffset? at = null) =>
        store.CountTry(name, TriesMax, at ?? Now, Later);

    private async Task<List<CountedTry?>> Tries(int count)
    {
        var tries = new List<CountedTry?>();
        for (var i = 0; i < count; i++) tries.Add(await Try("ann"));
        return tries;
    }
}

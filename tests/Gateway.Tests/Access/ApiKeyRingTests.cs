using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Gateway.Tests.Access;

public sealed class ApiKeyRingTests : IDisposable
{
    private readonly IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private readonly LogCapture log = new();
    private readonly ServiceProvider services;

    public ApiKeyRingTests() => services = new ServiceCollection()
        .AddSingleton<IConfiguration>(configuration)
        .AddSingleton(new DevelopmentKey(isOn: false))
        .AddSingleton(TimeProvider.System)
        .AddLogging(logging => logging.AddProvider(log))
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<ApiKeyRing>(provider, NoDatabase))
        .AddApiKeys()
        .BuildServiceProvider();

    private static StoredKeys NoDatabase => new(null!, TimeProvider.System, NullLogger<StoredKeys>.Instance);

    private ApiKeyRing Ring => services.GetRequiredService<ApiKeyRing>();

    [Fact]
    public void Each_key_belongs_to_its_merchant()
    {
        configuration["ApiKeys:genesys:Sha256"] = Convert.ToHexStringLower(ApiKeyRing.Hash("one"));
        Configure("branch", "two", merchant: "north");

        Assert.Equal(new KeyHolder("genesys", "default"), Find("one"));
        Assert.Equal(new KeyHolder("branch", "north"), Find("two"));
        Assert.Null(Find("three"));
        Assert.Null(Find(""));
    }

    [Theory]
    [InlineData("", false, "payments:create,payments:read,payments:cancel")]
    [InlineData("", true, "payments:create,payments:read,payments:cancel,payments:refund")]
    [InlineData("payments:read", false, "payments:read")]
    [InlineData("ops:read,ops:write,ops:approve", false, "ops:read,ops:write,ops:approve")]
    [InlineData("payments:read,payments:refund", false, "payments:read,payments:refund")]
    [InlineData("payments:read", true, "payments:read,payments:refund")]
    public void A_key_may_what_its_scopes_say_and_take_payments_where_they_say_nothing(
        string scopes, bool mayRefund, string expected)
    {
        Configure("genesys", "one");
        Scope(scopes.Split(',', StringSplitOptions.RemoveEmptyEntries));
        configuration["ApiKeys:genesys:MayRefund"] = $"{mayRefund}";

        Ring.VerifyAtStart();

        Assert.Equal(expected.Split(','), Find("one")!.Scopes.Each().Select(scope => scope.Name()));
    }

    [Theory]
    [InlineData("payments:write")]
    [InlineData("Payments:Read")]
    [InlineData("")]
    public void A_start_with_a_scope_that_there_is_not_stops_and_says_which_there_are(string scope)
    {
        Configure("genesys", "one");
        Scope("payments:read", scope);

        Assert.Equal(
            "ApiKeys:genesys:Scopes must be a list of at least one of payments:create, payments:read, payments:cancel, "
            + "payments:refund, ops:read, ops:write, ops:approve.",
            Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart).Message);
        Assert.Null(Find("one"));
    }

    [Fact]
    public void Scopes_that_are_no_list_give_nothing_and_stop_the_start()
    {
        Configure("genesys", "one");
        configuration["ApiKeys:genesys:Scopes"] = "payments:read";

        Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart);
        Assert.Null(Find("one"));
    }

    [Fact]
    public void A_key_for_all_merchants_means_none_by_itself()
    {
        Configure("operator", "one", merchant: "*");

        Assert.Equal(new KeyHolder("operator", "", ReachesAll: true), Find("one"));
    }

    [Fact]
    public void The_hash_is_what_the_shell_makes_in_either_case()
    {
        // printf %s "open sesame" | sha256sum
        configuration["ApiKeys:a:Sha256"] = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";
        configuration["ApiKeys:b:Sha256"] = Convert.ToHexString(ApiKeyRing.Hash("other"));

        Assert.Equal("a", Find("open sesame")?.Name);
        Assert.Equal("b", Find("other")?.Name);
    }

    [Fact]
    public void A_key_is_revoked_by_removing_it_and_the_others_stay()
    {
        Configure("old", "one");
        Configure("new", "two");
        Assert.NotNull(Find("one"));

        configuration["ApiKeys:old:Sha256"] = null;
        configuration.Reload();

        Assert.Null(Find("one"));
        Assert.NotNull(Find("two"));
    }

    [Fact]
    public void A_start_without_any_key_says_how_to_make_one()
    {
        Ring.VerifyAtStart();

        Assert.Contains("CryptoPay.Gateway keys add <name>", Assert.Single(log.Lines));
    }

    [Fact]
    public void While_a_key_is_changed_the_one_before_opens_too()
    {
        Configure("genesys", "new");
        configuration["ApiKeys:genesys:PreviousSha256"] = Convert.ToHexString(ApiKeyRing.Hash("old"));
        Ring.VerifyAtStart();

        Assert.Equal("genesys", Find("new")?.Name);
        Assert.Equal("genesys", Find("old")?.Name);
        Assert.Null(Find("older"));
    }

    [Fact]
    public void A_key_before_that_is_no_hash_stops_the_start()
    {
        Configure("genesys", "new");
        configuration["ApiKeys:genesys:PreviousSha256"] = "old";

        Assert.Contains("PreviousSha256", Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart).Message);
        Assert.Null(Find("new"));
    }

    [Theory]
    [InlineData("not-a-hash", "default")]
    [InlineData("", "default")]
    [InlineData("zz", "default")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "default")] // SHA-256 of nothing
    [InlineData("41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb", "a/b")]
    [InlineData("41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb", "")]
    [InlineData("41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb", "123456789012345678901234567890123")]
    public void A_start_with_a_key_that_cannot_work_stops_and_names_it(string sha256, string merchant)
    {
        configuration["ApiKeys:genesys:Sha256"] = sha256;
        configuration["ApiKeys:genesys:Merchant"] = merchant;

        Assert.Contains("ApiKeys:genesys", Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart).Message);
        Assert.Null(Find(""));
        Assert.Null(Find("open sesame"));
    }

    [Theory]
    [InlineData("Schedule")]
    [InlineData("development")]
    [InlineData("link")]
    public void No_key_has_a_name_that_stands_for_something_else_in_histories(string name)
    {
        Configure(name, "open sesame");

        Assert.StartsWith(
            $"ApiKeys:{name} needs another name", Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart).Message);
    }

    [Fact]
    public void The_key_from_the_README_is_no_key_for_production()
    {
        Configure("genesys", DevelopmentKey.Key);

        Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart);
        Assert.Null(Find(DevelopmentKey.Key));
    }

    public void Dispose() => services.Dispose();

    private void Configure(string name, string key, string merchant = "default")
    {
        configuration[$"ApiKeys:{name}:Sha256"] = Convert.ToHexStringLower(ApiKeyRing.Hash(key));
        configuration[$"ApiKeys:{name}:Merchant"] = merchant;
    }

    private void Scope(params string[] scopes)
    {
        for (var i = 0; i < scopes.Length; i++) configuration[$"ApiKeys:genesys:Scopes:{i}"] = scopes[i];
    }

    private KeyHolder? Find(string key) => Ring.FindConfigured(ApiKeyRing.Hash(key), new DefaultHttpContext());
}

using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Access;

public sealed class ApiKeyRingTests : IDisposable
{
    private readonly IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private readonly ServiceProvider services;

    public ApiKeyRingTests() => services = new ServiceCollection()
        .AddSingleton<IConfiguration>(configuration)
        .AddSingleton(new DevelopmentKey(isOn: false))
        .AddSingleton<ApiKeyRing>()
        .AddOptions<ApiKeys>().BindConfiguration("ApiKeys").Services
        .BuildServiceProvider();

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
    public void A_start_without_any_key_stops_and_says_what_to_do()
    {
        var message = Assert.Throws<InvalidOperationException>(Ring.VerifyAtStart).Message;

        Assert.Contains("ApiKeys:<name>:Sha256", message);
        Assert.Contains("printf %s \"$KEY\" | sha256sum", message);
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

    private KeyHolder? Find(string key) => Ring.Find(ApiKeyRing.Hash(key), new DefaultHttpContext());
}

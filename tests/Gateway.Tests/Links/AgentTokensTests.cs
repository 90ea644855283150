using CryptoPay.Gateway.Links;
using CryptoPay.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Links;

public class AgentTokensTests
{
    private static readonly OrderKey Order = new("north", "CC-1");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));
    private readonly AgentTokens tokens;

    public AgentTokensTests(WholeGateway gateway) =>
        tokens = new AgentTokens(gateway.Services.GetRequiredService<LinkTokens>(), time);

    [Fact]
    public async Task It_opens_for_ten_minutes_and_is_then_over()
    {
        var token = await tokens.New(Order);

        time.Advance(TimeSpan.FromSeconds(599));
        Assert.False((await tokens.Read(Order, token))!.IsOver);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await tokens.Read(Order, token))!.IsOver);
    }

    [Fact]
    public async Task A_page_that_stays_open_renews_it_for_eight_hours_and_no_longer()
    {
        var token = await tokens.New(Order);
        var openFor = TimeSpan.Zero;

        while (await tokens.Read(Order, token) is { IsOver: false } read)
        {
            token = await tokens.Next(Order, read);
            time.Advance(TimeSpan.FromMinutes(4));
            openFor += TimeSpan.FromMinutes(4);
        }

        Assert.Equal(TimeSpan.FromHours(8), openFor);
    }

    [Fact]
    public async Task Nobody_can_make_it_last_longer_or_open_another_order()
    {
        var token = await tokens.New(Order);
        var parts = token.Split('-', 3);
        var later = long.Parse(parts[1]) + 3600;

        Assert.Null(await tokens.Read(Order, $"{parts[0]}-{later}-{parts[2]}"));
        Assert.Null(await tokens.Read(Order, $"{later}-{parts[1]}-{parts[2]}"));
        Assert.Null(await tokens.Read(Order, $" {token}"));
        Assert.Null(await tokens.Read(Order, $"0{token}"));
        Assert.Null(await tokens.Read(Order, $"{parts[0]}-{parts[1]}"));
        Assert.Null(await tokens.Read(new("north", "CC-2"), token));
        Assert.Null(await tokens.Read(new("south", "CC-1"), token));
        Assert.NotNull(await tokens.Read(Order, token));
    }
}

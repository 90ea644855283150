using CryptoPay.Grains.Resuming;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Grains.Tests.Resuming;

/// <summary>How often a code may be guessed.</summary>
public sealed class WrongCodesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly WrongCodes wrong;

    public WrongCodesTests() => wrong = new WrongCodes(new ResumePolicy(), time);

    [Fact]
    public void A_caller_has_five_within_an_hour_and_waits_until_the_first_is_an_hour_old()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(Try("ann"));
            time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(TimeSpan.FromMinutes(10), wrong.ExcessOf("ann")!.Wait);
        Assert.Null(wrong.ExcessOf("bob"));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(Try("ann"));
        Assert.Equal(TimeSpan.FromMinutes(10), wrong.ExcessOf("ann")!.Wait);
    }

    [Fact]
    public void All_callers_of_a_merchant_have_fifty_together()
    {
        for (var i = 0; i < 50; i++) Assert.Null(Try($"caller-{i}"));

        var excess = wrong.ExcessOf("somebody else");
        Assert.Equal((true, TimeSpan.FromHours(1)), (excess!.IsOfAll, excess.Wait));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(wrong.ExcessOf("somebody else"));
    }

    [Fact]
    public void An_excess_is_news_once_an_hour_for_each_caller_and_once_for_all()
    {
        for (var i = 0; i < 5; i++) Try("ann");
        for (var i = 0; i < 5; i++) Try("bob");
        Assert.True(wrong.ExcessOf("ann")!.IsNews);
        Assert.False(wrong.ExcessOf("ann")!.IsNews);
        Assert.True(wrong.ExcessOf("bob")!.IsNews);

        for (var i = 0; i < 40; i++) Try($"caller-{i}");
        Assert.True(wrong.ExcessOf("ann") is { IsOfAll: true, IsNews: true });
        Assert.False(wrong.ExcessOf("bob")!.IsNews);

        time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++) Try("ann");
        Assert.True(wrong.ExcessOf("ann") is { IsOfAll: false, IsNews: true });
    }

    private Excess? Try(string caller)
    {
        var excess = wrong.ExcessOf(caller);
        if (excess is null) wrong.Add(caller);
        return excess;
    }
}

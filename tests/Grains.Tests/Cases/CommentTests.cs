namespace CryptoPay.Grains.Tests.Cases;

/// <summary>A comment that may have been written is looked for before it is written again.</summary>
public sealed class CommentTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("comment-read", "429")]
    [InlineData("comment-read", "403")]
    [InlineData("all", "reset-before")]
    public async Task A_search_that_fails_says_nothing_of_the_comment(string on, string fail)
    {
        await using var house = await House.Build(settings: Tenant.Settings("comment"));
        var order = await house.OpenedWith("CC-1", "", ("caseId", "case-1"));
        await house.PassUntil(Step, () => order.IsTold("comment"));
        await house.GenesysFault(new { on = "comment", fail = "reset-after", times = 1 });
        await house.GenesysFault(new { on, fail, times = 2 });
        await house.Control("CC-1", "pay");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Confirming");
        await house.PassUntil(Step, () => order.IsTold("comment"));

        Assert.Distinct((await house.Shown("comments")).EnumerateArray()
            .Select(comment => comment.GetProperty("content").GetString()));
    }
}

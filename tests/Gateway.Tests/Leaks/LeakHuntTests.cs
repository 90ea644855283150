namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>
/// Values that nobody else makes are put into every field and path; then all that was said and kept is searched for
/// them. The long form takes some minutes: <c>./test.sh --long</c> has it.
/// </summary>
public class LeakHuntTests
{
    private const int Rounds = 2;

    [Fact]
    public async Task Nothing_that_is_secret_or_personal_is_seen_where_it_may_not_be()
    {
        await using var hunt = await Hunt.Begin();
        await hunt.Round("CC-a-hunted-order");
        Clean(await hunt.Sightings());
    }

    [Theory, Trait("Form", "Long")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_in_many_rounds_on_either_database(bool isPostgres)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await using var hunt = await Hunt.Begin(isPostgres);
            await hunt.Round("CC-a-hunted-order");
            Clean(await hunt.Sightings());
        }
    }

    [Theory, Trait("Form", "Long")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_in_what_a_process_leaves_behind_that_was_killed_in_the_middle_of_it(bool isPostgres)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await using var crash = await Crash.Begin(isPostgres);
            await crash.Round("CC-a-hunted-order");
            NoLeak(await crash.Sightings());
        }
    }

    private static void Clean(IReadOnlyCollection<Sighting> seen)
    {
        NoLeak(seen);
        Assert.Empty(Allowed.Unused(seen));
    }

    private static void NoLeak(IReadOnlyCollection<Sighting> seen)
    {
        // Where what is no secret is not found, nothing was looked at.
        foreach (var place in (string[])[Places.Log, Places.Files, Places.Rows])
            Assert.Contains(seen, sighting => sighting.Place == place && sighting.Canary == "order ID");
        var leaks = seen.Where(sighting => !Allowed.Is(sighting)).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }
}

namespace CryptoPay.Gateway.Tests.House;

/// <summary>Folders have an order: what a folder needs does not need it back, so each can be read by itself.</summary>
public class FolderTests
{
    /// <summary>Projects with a circle from before this test. May only become fewer.</summary>
    private static readonly string[] StillRound = ["Processors", "Sandbox"];

    [Theory]
    [MemberData(nameof(HouseTests.Projects), MemberType = typeof(HouseTests))]
    public void No_folder_needs_one_that_needs_it(string project)
    {
        var circle = Circle.In(UsesIn(project));

        if (StillRound.Contains(project)) Assert.True(circle is not null, $"{project} can leave the list.");
        else if (circle is not null) Assert.Fail(circle);
    }

    private static IReadOnlyList<TypeUse> UsesIn(string project)
    {
        var uses = TypeUses.In(
            Path.Combine(AppContext.BaseDirectory, $"CryptoPay.{project}.dll"), $"CryptoPay.{project}");
        Assert.NotEmpty(uses);
        return uses;
    }
}

namespace CryptoPay.Gateway.Tests.House;

/// <summary>Folders have an order: what a folder needs does not need it back, so each can be read by itself.</summary>
public class FolderTests
{
    [Theory]
    [MemberData(nameof(HouseTests.Projects), MemberType = typeof(HouseTests))]
    public void No_folder_needs_one_that_needs_it(string project)
    {
        if (Circle.In(UsesIn(project)) is { } circle) Assert.Fail(circle);
    }

    private static IReadOnlyList<TypeUse> UsesIn(string project)
    {
        var uses = TypeUses.In(
            Path.Combine(AppContext.BaseDirectory, $"CryptoPay.{project}.dll"), $"CryptoPay.{project}");
        Assert.NotEmpty(uses);
        return uses;
    }
}

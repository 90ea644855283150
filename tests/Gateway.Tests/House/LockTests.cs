using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.Gateway.Tests.House;

/// <summary>
/// What is fetched from npm is pinned by its digest, kept up to date, and asked for at no registry by name.
/// </summary>
public class LockTests
{
    private static readonly char Slash = Path.DirectorySeparatorChar;

    private static readonly List<string> Locks =
    [
        .. Directory.EnumerateFiles(Pages.Root, "package-lock.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Slash}node_modules{Slash}") && !file.Contains($"{Slash}bin{Slash}")),
    ];

    [Fact]
    public void No_lock_has_an_address_or_would_get_one()
    {
        Assert.NotEmpty(Locks);
        Assert.All(Locks, file =>
        {
            Assert.DoesNotContain("\"resolved\"", File.ReadAllText(file));
            Assert.Contains(
                "omit-lockfile-registry-resolved=true",
                File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, ".npmrc")));
        });
    }

    [Fact]
    public void Each_lock_is_kept_up_to_date()
    {
        var told = File.ReadLines(Path.Combine(Pages.Root, ".github", "dependabot.yml")).Select(line => line.Trim());

        Assert.Equal([], Locks.Select(FolderOf).Select(folder => $"- /{folder}").Except(told));
    }

    private static string FolderOf(string file) =>
        Path.GetRelativePath(Pages.Root, Path.GetDirectoryName(file)!).Replace(Slash, '/');
}

using System.Reflection;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>All of the code that a gateway is made of.</summary>
internal static class Product
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "CryptoPay.*.dll")
            .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file))),
    ];

    public static IEnumerable<string> Sources =>
        Directory.EnumerateFiles(Path.Combine(Pages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
}

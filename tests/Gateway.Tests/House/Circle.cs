namespace CryptoPay.Gateway.Tests.House;

/// <summary>Finds folders that need each other, so that none of them can be read without the others.</summary>
internal static class Circle
{
    /// <summary>The shortest one, each step with the types that make it; null where there is none.</summary>
    public static string? In(IReadOnlyList<TypeUse> uses)
    {
        var steps = uses
            .Where(use => TypeUse.FolderOf(use.From) != TypeUse.FolderOf(use.To))
            .ToLookup(use => TypeUse.FolderOf(use.From));
        return steps.Select(folder => Shortest(folder.Key, steps))
            .Where(way => way is not null)
            .MinBy(way => way!.Length) is { } circle
                ? string.Join('\n', circle.Zip([.. circle[1..], circle[0]], (from, to) => Step(from, to, steps[from])))
                : null;
    }

    /// <summary>From a folder back to itself, breadth first.</summary>
    private static string[]? Shortest(string start, ILookup<string, TypeUse> steps)
    {
        var seen = new HashSet<string>();
        var ways = new Queue<string[]>([[start]]);
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in steps[way[^1]].Select(use => TypeUse.FolderOf(use.To)))
            {
                if (next == start) return way;
                if (seen.Add(next)) ways.Enqueue([.. way, next]);
            }
        }

        return null;
    }

    private static string Step(string from, string to, IEnumerable<TypeUse> uses) =>
        $"{from} needs {to}:\n" + string.Join('\n', uses
            .Where(use => TypeUse.FolderOf(use.To) == to)
            .GroupBy(use => use.From, use => TypeUse.NameOf(use.To))
            .Select(user => $"    {TypeUse.NameOf(user.Key)} uses {string.Join(", ", user.Order())}")
            .Order());
}

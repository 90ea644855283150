using System.Globalization;

namespace CryptoPay.Cluster;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: bench/cluster.sh [case ...] [option ...]
          --variant ours|stock|both   which membership and client settings: ours, Orleans' own, or both (default)
          --rate N        calls a second (default 40; a quarter of them make orders)
          --probes N      orders that are asked for after each event (default 60)
          --orders N      waiting orders of the case waiting (default 100000)
          --kills N       kills of the case chaos (default 30)
          --small         tries each case with little: rate 8, 12 probes, 300 orders, 3 kills, short pauses
          --keep          keeps the folder with all logs
        """;

    private static readonly string[] Variants = ["ours", "stock", "both"];

    public IReadOnlyList<string> Cases { get; private init; } = [];

    public string Variant { get; private set; } = "both";

    public int Rate { get; private set; } = 40;

    public int ProbeCount { get; private set; } = 60;

    public int Orders { get; private set; } = 100_000;

    public int Kills { get; private set; } = 30;

    public bool IsSmall { get; private set; }

    public bool IsKept { get; private set; }

    /// <summary>The file that the table goes to, too.</summary>
    public string? Results { get; private set; }

    /// <summary>Folders with src below, by what was built there: ours, stock, old.</summary>
    public Dictionary<string, string> Builds { get; } = [];

    /// <param name="seconds">Of a pause; a tenth of it, but no less than two seconds, where all is small.</param>
    public TimeSpan Pause(double seconds) => TimeSpan.FromSeconds(IsSmall ? Math.Max(2, seconds / 10) : seconds);

    /// <exception cref="FormatException">The message says which word is wrong, and what is allowed.</exception>
    public static Options Parse(string[] words, IReadOnlyList<string> known)
    {
        List<string> cases = [];
        var options = new Options { Cases = cases };
        var isSmall = words.Contains("--small");
        if (isSmall)
            (options.Rate, options.ProbeCount, options.Orders, options.Kills, options.IsSmall) = (8, 12, 300, 3, true);
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--small": break;
                case "--keep": options.IsKept = true; break;
                case "--variant":
                    options.Variant = Value(i++);
                    if (!Variants.Contains(options.Variant))
                        throw new FormatException($"--variant is {options.Variant}: it is ours, stock or both.");
                    break;
                case "--rate": options.Rate = Number(i++, 1, 2000); break;
                case "--probes": options.ProbeCount = Number(i++, 1, 1000); break;
                case "--orders": options.Orders = Number(i++, 1, 1_000_000); break;
                case "--kills": options.Kills = Number(i++, 1, 1000); break;
                case "--results": options.Results = Value(i++); break;
                case "--ours" or "--stock" or "--old": options.Builds[words[i][2..]] = Value(i++); break;
                case var name when known.Contains(name): cases.Add(name); break;
                case var other:
                    throw new FormatException($"{other} is no case and no option. Cases: {string.Join(", ", known)}.");
            }
        }

        if (cases.Count == 0) cases.AddRange(known);
        return options;

        string Value(int i) =>
            i + 1 < words.Length ? words[i + 1] : throw new FormatException($"{words[i]} lacks its value.");

        int Number(int i, int min, int max) =>
            int.TryParse(Value(i), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
                ? number
                : throw new FormatException($"{words[i]} is {Value(i)}: it is a number from {min} to {max}.");
    }
}

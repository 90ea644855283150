using System.Globalization;

namespace CryptoPay.Cluster;

/// <summary>One case, measured with one build: what it says while it runs, and what came of it.</summary>
internal sealed class Run(Case about, string variant, Options options)
{
    public Case Case => about;

    public string Variant => variant;

    public Options Options => options;

    public bool IsStock => variant == "stock";

    /// <summary>Of the build that is measured.</summary>
    public string Build => options.Builds[variant];

    public List<(string Name, string Value)> Figures { get; } = [];

    /// <summary>What was lost or doubled; must be empty.</summary>
    public List<string> Wrongs { get; } = [];

    public void Says(string what) =>
        Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {about.Name}/{variant}: {what}");

    public void Figure(string name, string value)
    {
        Figures.Add((name, value));
        Says($"{name}: {value}");
    }

    public void Figure(string name, int count) => Figure(name, count.ToString(CultureInfo.InvariantCulture));

    public void Wrong(string what)
    {
        Wrongs.Add(what);
        Says($"WRONG: {what}");
    }

    /// <param name="least">Seconds, where all is small.</param>
    public Task Pause(double seconds, string why, double least = 0)
    {
        var pause = options.Pause(seconds);
        if (pause.TotalSeconds < least) pause = TimeSpan.FromSeconds(least);
        Says($"{pause.TotalSeconds:0} s: {why}");
        return Task.Delay(pause);
    }
}

/// <param name="Name">As on the command line.</param>
/// <param name="HasStock">It says something of Orleans' own settings too.</param>
internal sealed record Case(string Name, Func<Run, Task> Measure, bool HasStock);

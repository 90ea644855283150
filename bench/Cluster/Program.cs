using System.Runtime.InteropServices;
using CryptoPay.Cluster;
using CryptoPay.Cluster.Cases;

Case[] all =
[
    new("kill", OneSiloGone.Kill, HasStock: true),
    new("freeze", OneSiloGone.Freeze, HasStock: true),
    new("cut", OneSiloGone.Cut, HasStock: true),
    new("pg-restart", DatabaseGone.Restart, HasStock: true),
    new("pg-failover", DatabaseGone.FailOver, HasStock: true),
    new("all-killed", AllKilled.Measure, HasStock: true),
    new("rolling-restart", Rolling.Restart, HasStock: false),
    new("rolling-upgrade", Rolling.Upgrade, HasStock: false),
    new("waiting", Waiting.Measure, HasStock: true),
    new("creates", Creates.Measure, HasStock: false),
    new("chaos", Chaos.Measure, HasStock: false),
    new("frozen-90", Frozen.Measure, HasStock: false),
];

Options options;
try
{
    options = Options.Parse([.. args.Where(word => word is not ("--needs" or "--help"))], [.. all.Select(one => one.Name)]);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{Options.Usage}");
    return 2;
}

if (args.Contains("--help"))
{
    Console.WriteLine($"{Options.Usage}\ncases: {string.Join(", ", all.Select(one => one.Name))}");
    return 0;
}

var runs = all.Where(one => options.Cases.Contains(one.Name))
    .SelectMany(one => new[] { "ours", "stock" }
        .Where(variant => options.Variant == "both" ? variant == "ours" || one.HasStock : options.Variant == variant)
        .Select(variant => new Run(one, variant, options)))
    .ToArray();
if (args.Contains("--needs"))
{
    // For cluster.sh: what has to be built besides.
    if (runs.Any(run => run.IsStock)) Console.WriteLine("stock");
    if (runs.Any(run => run.Case.Name == "rolling-upgrade")) Console.WriteLine("old");
    return 0;
}

AppDomain.CurrentDomain.ProcessExit += (_, _) => Leftovers.End();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

foreach (var run in runs)
{
    try
    {
        await run.Case.Measure(run);
    }
    // One case that breaks is told, and the others are still measured.
    catch (Exception broken) when (broken is not OutOfMemoryException)
    {
        run.Wrong($"the case broke: {broken.Message.Split('\n')[0]}");
        Console.WriteLine(broken);
    }
}

Console.WriteLine($"\n{Report.Of(runs)}");
if (options.Results is { } results) await File.WriteAllTextAsync(results, Report.Of(runs));
return runs.Any(run => run.Wrongs.Count > 0) ? 1 : 0;

static void End(PosixSignalContext signal)
{
    Leftovers.End();
    Environment.Exit(130);
}

using CryptoPay.Genesys;
using CryptoPay.Genesys.Checks;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Hosting.Start;
using CryptoPay.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Checks;

/// <summary>
/// <c>CryptoPay.Gateway genesys check</c>: would the cases of each merchant, with these settings, hear of its orders?
/// Starts nothing, and changes nothing in a tenant. Exit code 0: nothing is wrong. 1: there is a fault. 2: it was called
/// wrongly.
/// </summary>
internal sealed class GenesysCheckCommand(TextWriter output)
{
    public const string Name = "genesys";

    private const string Verb = "check";
    private const string WorkItem = "--workitem=";
    private const string WorkType = "--worktype=";
    private const string Case = "--case=";

    private int faultCount;

    /// <param name="args">What follows the command's name.</param>
    public async Task<int> Run(string[] args, CancellationToken cancellation = default)
    {
        if (args is not [Verb, .. var rest] || !rest.All(IsKnown))
        {
            await output.WriteLineAsync($"Usage: CryptoPay.Gateway {Name} {Verb} [{WorkItem}<id>] [{WorkType}<id>] "
                + $"[{Case}<id>] [--Section:Name=value ...]");
            return 2;
        }

        var items = new CheckedItems(ValueOf(rest, WorkItem), ValueOf(rest, WorkType), ValueOf(rest, Case));
        var builder = WebApplication.CreateBuilder([.. rest.Where(arg => !IsOfItem(arg)), CheckCommand.Quiet]);
        builder.Configuration.KeepSettings();
        try
        {
            builder.Services.AddGenesys(builder.Configuration);
            await using var services = builder.Services.BuildServiceProvider();
            await CheckMerchants(services, builder.Configuration, items, cancellation);
        }
        catch (InvalidOperationException wrong)
        {
            Say([new Finding(FindingKind.Fault, wrong.Message)]);
        }

        await output.WriteLineAsync(faultCount == 0 ? "\nNothing is wrong." : $"\nFaults: {faultCount}.");
        return faultCount == 0 ? 0 : 1;
    }

    private static bool IsOfItem(string arg) => new[] { WorkItem, WorkType, Case }.Any(arg.StartsWith);

    /// <summary>Or a setting: who mistypes an item's option would hear that nothing is wrong.</summary>
    private static bool IsKnown(string arg) => IsOfItem(arg)
        || arg.StartsWith("--environment=", StringComparison.OrdinalIgnoreCase)
        || (arg.StartsWith("--", StringComparison.Ordinal) && arg.Split('=')[0].Contains(':'));

    private async Task CheckMerchants(
        IServiceProvider services, IConfiguration configuration, CheckedItems items, CancellationToken cancellation)
    {
        var told = GenesysRegistration.MerchantsOf(configuration);
        var merchants = told.Concat(ConfiguredMerchants.Of(configuration)).Distinct().Order(StringComparer.Ordinal)
            .DefaultIfEmpty(ConfiguredMerchants.Default);
        foreach (var merchant in merchants)
        {
            await output.WriteLineAsync(merchant);
            Say(told.Contains(merchant)
                ? await Look(services, configuration, merchant, items, cancellation)
                : [new Finding(FindingKind.Note, $"Its orders tell no case: there is no Genesys:{merchant}.")]);
        }
    }

    private static async Task<IEnumerable<Finding>> Look(IServiceProvider services, IConfiguration configuration,
        string merchant, CheckedItems items, CancellationToken cancellation)
    {
        try
        {
            return await services.CheckTenant(configuration, merchant, items, cancellation);
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures.Select(failure => new Finding(FindingKind.Fault, failure));
        }
    }

    private void Say(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Kind == FindingKind.Fault) faultCount++;
            output.WriteLine($"  {CheckCommand.MarkOf(finding.Kind.ToString())}  {finding.Text}");
        }
    }

    private static string ValueOf(string[] args, string name) =>
        args.LastOrDefault(arg => arg.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
}

using CryptoPay.Gateway.Hosting;
using CryptoPay.Gateway.Oidc;
using CryptoPay.Hosting.Start;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Checks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Checks;

/// <summary>
/// <c>CryptoPay.Gateway check</c>: would this program, with these settings, take payments? Starts nothing, and changes
/// nothing at a processor. Exit code 0: yes. 1: there is a fault. 2: it was called wrongly.
/// </summary>
internal sealed class CheckCommand(TextWriter output)
{
    public const string Name = "check";

    internal const string Quiet = "--Logging:LogLevel:Default=None";

    private int faultCount;

    /// <param name="args">Settings as on the command line.</param>
    public async Task<int> Run(string[] args, CancellationToken cancellation = default)
    {
        if (args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)) is { } wrong)
        {
            // What follows a setting's name without "=" is its value, and may be a secret.
            var what = wrong == args[0] ? $"\"{wrong}\" is no setting." : "A setting and its value are joined by =.";
            await output.WriteLineAsync($"{what} Usage: CryptoPay.Gateway check [--Section:Name=value ...]");
            return 2;
        }

        await output.WriteLineAsync("settings");
        if (Build(args) is not { } app) return Verdict();
        await using (app)
        {
            Say(Validated(app.Services));
            Say(Warnings(app));
            Say(await DatabaseCheck.Of(app.Services, cancellation));
            Say(await StoredKeyChecks.Of(app.Services, cancellation));
            await CheckAccounts(app, cancellation);
            foreach (var (section, key) in new[] { ("OAuth", null), ("Oidc", OidcComposition.Scheme) })
            {
                if (app.Configuration[$"{section}:Issuer"] is not { Length: > 0 } issuer) continue;
                await output.WriteLineAsync($"\n{section} ({issuer})");
                Say([await app.Services.CheckIssuer(key, cancellation)]);
            }
        }

        return Verdict();
    }

    private WebApplication? Build(string[] args)
    {
        try
        {
            OpenFiles.Verify();
            return GatewayHost.Build([.. args, Quiet], builder => builder.Services.AddAccountChecks(
                builder.Configuration.GetSection("Processors").GetChildren().Select(account => account.Key)));
        }
        catch (Exception cannot) when (ProgramStart.IsOfItsSurroundings(cannot))
        {
            Say([new Finding(FindingKind.Fault, cannot.Message)]);
            return null;
        }
    }

    /// <summary>All that is wrong with the options, and not only what the start would stop at.</summary>
    private static IEnumerable<Finding> Validated(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [new Finding(FindingKind.Good, "They are complete and in their ranges.")];
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or AggregateException)
        {
            var all = wrong is AggregateException several ? several.InnerExceptions : [wrong];
            return all.SelectMany(one => one is OptionsValidationException options ? options.Failures : [one.Message])
                .Select(failure => new Finding(FindingKind.Fault, failure));
        }
        catch (Exception cannot) when (ProgramStart.IsOfItsSurroundings(cannot))
        {
            return [new Finding(FindingKind.Fault, cannot.Message)];
        }
    }

    /// <summary>What the start would not stop at, and somebody should look at before it goes wrong.</summary>
    private static IEnumerable<Finding> Warnings(WebApplication app) =>
    [
        .. SecretChecks.Of((IConfigurationRoot)app.Configuration),
        .. StorageChecks.Of(app.Configuration),
        .. CertificateChecks.Of(app.Configuration, app.Environment.ContentRootPath,
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow()),
    ];

    private async Task CheckAccounts(WebApplication app, CancellationToken cancellation)
    {
        if (EmbeddedSandbox.IsOn(app.Configuration))
        {
            Say([new Finding(FindingKind.Note,
                "No processor account is configured, so the gateway would play with a sandbox of its own.")]);
            return;
        }

        foreach (var account in app.Services.GetRequiredService<ProcessorAccounts>().Names)
        {
            var baseUrl = app.Configuration[$"Processors:{account}:BaseUrl"] ?? "";
            // It may hold a password, which the settings' own check refuses.
            var shownUrl = baseUrl.Contains('@') ? "a BaseUrl with a user" : baseUrl;
            await output.WriteLineAsync(
                $"\n{account} ({app.Configuration[$"Processors:{account}:Kind"]}, {shownUrl})");
            Say(await Look(app, account, cancellation));
        }
    }

    private static async Task<IEnumerable<Finding>> Look(
        WebApplication app, string account, CancellationToken cancellation)
    {
        var webhookUrl = $"{app.Configuration["Gateway:PublicBaseUrl"]}/webhooks/{account}";
        try
        {
            return await app.Services.CheckAccount(account, webhookUrl, cancellation);
        }
        catch (InvalidOperationException cannot)
        {
            return [new Finding(FindingKind.Fault, cannot.Message)];
        }
    }

    private void Say(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Kind == FindingKind.Fault) faultCount++;
            output.WriteLine($"  {MarkOf(finding.Kind.ToString())}  {finding.Text}");
        }
    }

    /// <summary>Of a kind of finding: each part that is checked has findings of its own.</summary>
    internal static string MarkOf(string kind) => kind switch
    {
        nameof(FindingKind.Good) => "ok   ",
        nameof(FindingKind.Note) => "note ",
        _ => "FAULT",
    };

    private int Verdict()
    {
        output.WriteLine(faultCount switch
        {
            0 => "\nReady to take payments.",
            1 => "\n1 fault. Mend it, then check again.",
            _ => $"\n{faultCount} faults. Mend them, then check again.",
        });
        return faultCount == 0 ? 0 : 1;
    }
}

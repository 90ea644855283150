using System.Collections.Immutable;
using CryptoPay.Genesys.Agentless;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CryptoPay.Genesys;

/// <summary>What a tenant's settings must be. One that cannot work stops the start; what it is is not shown.</summary>
internal static class TenantRules
{
    public static void MustWork(this OptionsBuilder<GenesysOptions> options, ImmutableArray<SinkDefinition> sinks)
    {
        options
            .MustBe("Region", $"one of {Listed(Regions.All)}; or empty where BaseUrl is set in its place",
                settings => settings.BaseUrl != "" ? settings.Region == "" : Regions.All.Contains(settings.Region))
            .Validate<IHostEnvironment>(
                (settings, host) => settings.BaseUrl == "" || IsBaseUrl(settings.BaseUrl, host.IsDevelopment()),
                $"{options.Path("BaseUrl")} must be an absolute https URL without user, query and fragment; in "
                + "Development also http on a loopback host.");
        options
            .MustBe("ClientId", "the ID of an OAuth client: printable ASCII without spaces and ':', not empty",
                settings => IsKey(settings.ClientId) && !settings.ClientId.Contains(':'))
            .MustBe("ClientSecret", "the client's secret: printable ASCII without spaces, not empty",
                settings => IsKey(settings.ClientSecret))
            .MustBe("Statuses:<Word>",
                $"the ID of a status, not empty, and <Word> one of {Listed(StatusWords.All)}",
                settings => settings.Statuses.All(one => IsIn(StatusWords.All, one.Key) && IsText(one.Value)))
            .MustBe("Fields:<name>",
                $"a custom field's key, or empty to leave it out, and <name> one of {Listed(FieldNames)}",
                settings => settings.Fields.Keys.All(name => IsIn(FieldNames, name)))
            .MustBe("Fields:<name>", "a key of its own: two of our words cannot share one",
                settings => CaseWords.All.Select(word => word.KeyIn(settings)).Where(key => key != "")
                    .GroupBy(key => key).All(same => same.Count() == 1))
            .MustBe("MessengerType", $"one of {Listed(AgentlessMessage.Messengers)}, or empty",
                settings => AgentlessMessage.Messengers.Append("").Contains(settings.MessengerType))
            .MustBe("CallsPerMinute", $"1 to {GenesysOptions.CallsPerMinuteMax}",
                settings => settings.CallsPerMinute is >= 1 and <= GenesysOptions.CallsPerMinuteMax);
        foreach (var sink in sinks)
        {
            foreach (var need in sink.Needs)
            {
                options.MustBe(need, $"set, as the sink {sink.Name} needs it", settings => IsText(
                    (string?)typeof(GenesysOptions).GetProperty(need)!.GetValue(settings)));
            }
        }
    }

    private static ImmutableArray<string> FieldNames { get; } = [.. CaseWords.All.Select(word => word.Name)];

    private static OptionsBuilder<GenesysOptions> MustBe(
        this OptionsBuilder<GenesysOptions> options, string setting, string what, Func<GenesysOptions, bool> isIt) =>
        options.Validate(isIt, $"{options.Path(setting)} must be {what}.");

    private static string Path(this OptionsBuilder<GenesysOptions> options, string setting) =>
        $"{GenesysOptions.Section}:{options.Name}:{setting}";

    private static string Listed(IEnumerable<string> allowed) => string.Join(", ", allowed);

    private static bool IsIn(ImmutableArray<string> allowed, string name) =>
        allowed.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text);

    // Anything else cannot be a part of the header of a login.
    private static bool IsKey(string text) => text != "" && text.All(c => c is > ' ' and < '\x7f');

    private static bool IsBaseUrl(string text, bool mayBeOpen) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { UserInfo: "", Query: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && mayBeOpen));
}

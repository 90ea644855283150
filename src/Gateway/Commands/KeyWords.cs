using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Oidc;
using CryptoPay.Gateway.Settings;
using CryptoPay.Processors;

namespace CryptoPay.Gateway.Commands;

/// <summary>The words that say what a key is, each with what is allowed there.</summary>
internal static class KeyWords
{
    public static readonly ImmutableArray<string> DefaultScopes =
        [.. ScopeNames.Default.Each().Select(ScopeNames.Name)];

    private const string NameRule = "1 to 64 letters, digits, '.', '_' and '-'";

    public static Argument<string> Name() => new("name")
    {
        Description = $"{NameRule}; histories call the key by it.",
        CustomParser = Reading(
            text => text, name => IdForms.IsOrderId(name) && !ApiKeyRing.IsOwnName(name),
            $"{NameRule}, and not {string.Join(", ", ApiKeyRing.OwnNames)}, which mean something in histories"),
    };

    public static Argument<string> OperatorName() => new("name")
    {
        Description = $"{IdForms.OperatorNameRule}; histories call the person operator:<name>.",
        CustomParser = Reading(text => text, IdForms.IsOperatorName, IdForms.OperatorNameRule),
    };

    /// <summary>Also of who signs in at an identity provider.</summary>
    public static Argument<string> PersonName()
    {
        const string Rule = $"{IdForms.OperatorNameRule}; or {OidcPerson.Prefix} and a name at the identity provider";
        return new Argument<string>("name")
        {
            Description = $"{Rule}, as histories have it after operator:.",
            CustomParser = Reading(
                text => text, name => IdForms.IsOperatorName(name) || OidcPerson.IsFullName(name), Rule),
        };
    }

    /// <param name="fallback">Whose where none is named.</param>
    public static Option<string> Merchant(string fallback = ConfiguredMerchants.Default) => new("--merchant")
    {
        Description = "Whose payments are reached; \"*\" for everybody's.",
        DefaultValueFactory = _ => fallback,
        CustomParser = Reading(
            text => text, text => text == ConfiguredMerchants.All || IdForms.IsMerchant(text),
            $"{IdForms.MerchantRule}; or \"*\""),
    };

    /// <summary>Null where none is named.</summary>
    public static Option<ImmutableArray<string>?> Scopes(ImmutableArray<string> defaults) => new("--scopes")
    {
        Description = $"What may be done, with commas between. Default: {string.Join(',', defaults)}.",
        CustomParser = Reading(
            text => (ImmutableArray<string>?)[.. text.Split(',', StringSplitOptions.TrimEntries)],
            names => names!.Value.All(name => ScopeNames.Named(name) != Access.Scopes.None),
            $"some of {string.Join(",", ScopeNames.Every.Select(ScopeNames.Name))}"),
    };

    public static Option<DateTimeOffset?> Expires(TimeProvider time) => new("--expires")
    {
        Description = "When it ends: a date such as 2027-01-31, in UTC, or days from now such as 90d. Default: never.",
        CustomParser = Reading(text => TimeOf(text, time), at => at > time.GetUtcNow(), "a day to come, or days: 90d"),
    };

    /// <summary>Null for anywhere.</summary>
    public static Option<string[]?> Addresses() => new("--addresses")
    {
        Description = "Addresses and networks from which it opens, with commas between. Default: anywhere.",
        CustomParser = Reading(
            text => text.Split(',', StringSplitOptions.TrimEntries),
            addresses => CallerRule.TryParse(addresses, null, out _, out _), Networks.Rule),
    };

    /// <summary>Null for none.</summary>
    public static Option<string?> CertificateSubject() => new("--certificate-subject")
    {
        Description = "Common name of the client certificate that must come with it. Default: none has to.",
        CustomParser = Reading(
            text => text, subject => CallerRule.TryParse(null, subject, out _, out _),
            "a common name of 1 to 64 characters, without \"CN=\""),
    };

    public static Option<int> OverlapHours() => new("--overlap-hours")
    {
        Description = "For how long the secret of now opens too, 0 to 720.",
        DefaultValueFactory = _ => 24,
        CustomParser = Reading(
            text => int.TryParse(text, CultureInfo.InvariantCulture, out var hours) ? hours : -1,
            hours => hours is >= 0 and <= 720, "0 to 720"),
    };

    internal static Func<ArgumentResult, T?> Reading<T>(Func<string, T> read, Func<T, bool> isGood, string rule) =>
        words =>
        {
            var value = read(words.Tokens[0].Value);
            if (isGood(value)) return value;
            var name = words.Parent is OptionResult option ? option.Option.Name : words.Argument.Name;
            words.AddError($"{name} must be {rule}.");
            return default;
        };

    private static DateTimeOffset? TimeOf(string text, TimeProvider time) =>
        text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days < 36500
            ? time.GetUtcNow().AddDays(days)
            : DateTimeOffset.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
                ? day
                : null;
}

using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Processors;

/// <summary>
/// Whose money each account takes: the list <c>Processors:&lt;account&gt;:Merchants</c>. Without it an account serves
/// the one merchant that is known at the start; with several known, guessing would send money of one to another's
/// wallet.
/// </summary>
internal static class ServedMerchants
{
    private const string Setting = "Merchants";

    /// <param name="more">Merchants that are known without a setting.</param>
    /// <exception cref="InvalidOperationException">
    /// A list is none or names what is no merchant, or an account has none where there are several merchants.
    /// </exception>
    public static ImmutableDictionary<string, ImmutableHashSet<string>> Of(
        IConfiguration configuration, ImmutableArray<IConfigurationSection> accounts, ReadOnlySpan<string> more)
    {
        var listed = accounts.ToImmutableDictionary(account => account.Key, ListOf);
        var known = ConfiguredMerchants.Of(configuration)
            .Concat(listed.Values.SelectMany(merchants => merchants ?? []))
            .Concat(more.ToArray())
            .Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty(ConfiguredMerchants.Default)
            .ToImmutableArray();
        return listed.ToImmutableDictionary(
            account => account.Key,
            account => account.Value ?? (known is [var only]
                ? [only]
                : throw new InvalidOperationException(
                    $"Processors:{account.Key}:{Setting} is missing. There are several merchants "
                    + $"({string.Join(", ", known)}): set Processors:{account.Key}:{Setting}:0, :1 and so on to those "
                    + "whose money this account takes.")));
    }

    /// <returns>Null where there is no such setting.</returns>
    private static ImmutableHashSet<string>? ListOf(IConfigurationSection account)
    {
        var section = account.GetSection(Setting);
        if (!section.Exists()) return null;
        var entries = section.GetChildren().Select(entry => entry.Value ?? "").ToImmutableHashSet();
        return entries.Count > 0 && entries.All(IsMerchant)
            ? entries
            : throw new InvalidOperationException(
                $"{section.Path} must be a list of at least one merchant ({section.Path}:0 is the first), each 1 to 32 "
                + "letters, digits, '.', '_' and '-'. There is no word for all of them.");
    }

    private static bool IsMerchant(string text) =>
        text.Length is >= 1 and <= 32 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

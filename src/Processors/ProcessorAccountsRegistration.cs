using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.BitPay;
using CryptoPay.Processors.BtcPay;
using CryptoPay.Processors.Coinbase;
using CryptoPay.Processors.CoinbaseCommerce;
using CryptoPay.Processors.Links;
using CryptoPay.Processors.Signed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors;

public static class ProcessorAccountsRegistration
{
    private const string AccountsSection = "Processors";
    private const string DefaultSetting = "DefaultProcessor";
    private const string RulesSection = "ProcessorRules";

    private static readonly Dictionary<string, AddKind> Kinds = new(StringComparer.Ordinal)
    {
        ["BitPay"] = BitPayRegistration.AddBitPay,
        ["BtcPay"] = BtcPayRegistration.AddBtcPay,
        ["Coinbase"] = CoinbaseRegistration.AddCoinbase,
        ["CoinbaseCommerce"] = CoinbaseCommerceRegistration.AddCoinbaseCommerce,
        ["Signed"] = SignedRegistration.AddSigned,
    };

    /// <summary>
    /// Those whose own scripts show their page in a frame: btcpay.js and bitpay.js. A server of one's own may forbid it.
    /// </summary>
    private static readonly ImmutableHashSet<string> FramedKinds = ["BitPay", "BtcPay"];

    private delegate IServiceCollection AddKind(
        IServiceCollection services, string account, IConfigurationSection section);

    /// <summary>Registers what stands under <c>Processors</c>, each account by its <c>Kind</c>.</summary>
    /// <param name="merchants">Those that call without a key in the settings.</param>
    /// <exception cref="InvalidOperationException">
    /// A setting names a kind or an account that there is not, or leaves open whose money an account takes.
    /// </exception>
    public static IServiceCollection AddProcessorAccounts(
        this IServiceCollection services, IConfiguration configuration, params ReadOnlySpan<string> merchants)
    {
        var accounts = configuration.GetSection(AccountsSection).GetChildren().ToImmutableArray();
        foreach (var account in accounts)
        {
            var kind = Allowed(account["Kind"], $"{account.Path}:Kind", Kinds.Keys);
            Kinds[kind](services, account.Key, account);
        }

        var names = accounts.Select(account => account.Key).ToImmutableArray();
        var chosen = configuration[DefaultSetting] is { Length: > 0 } name
            ? Allowed(name, DefaultSetting, names)
            : names.FirstOrDefault("");
        return services.AddSingleton(new ProcessorAccounts(names, chosen)
        {
            Kinds = accounts.ToImmutableDictionary(account => account.Key, account => account["Kind"]!),
            Framed = [.. accounts.Where(MayFrame).Select(account => account.Key)],
            Rules = RulesOf(configuration, names),
            Merchants = ServedMerchants.Of(configuration, accounts, merchants),
        });
    }

    private static bool MayFrame(IConfigurationSection account) =>
        account.GetValue<bool?>(nameof(LinkOptions.MayFrame)) ?? FramedKinds.Contains(account["Kind"]!);

    private static ImmutableArray<ProcessorRule> RulesOf(IConfiguration configuration, ImmutableArray<string> names)
    {
        var rules = ImmutableArray.CreateBuilder<ProcessorRule>();
        foreach (var section in configuration.GetSection(RulesSection).GetChildren())
        {
            var rule = section.Get<ProcessorRuleSettings>() ?? new ProcessorRuleSettings();
            if (rule.Accounts.Length == 0) Allowed(null, $"{section.Path}:Accounts", names);
            foreach (var account in rule.Accounts) Allowed(account, $"{section.Path}:Accounts", names);
            rules.Add(rule.ToRule());
        }

        return rules.ToImmutable();
    }

    private static string Allowed(string? value, string setting, IEnumerable<string> allowed) =>
        value is not null && allowed.Contains(value)
            ? value
            : throw new InvalidOperationException(
                $"{setting} is {(value is null ? "missing" : $"\"{value}\"")}; allowed: {string.Join(", ", allowed)}.");
}

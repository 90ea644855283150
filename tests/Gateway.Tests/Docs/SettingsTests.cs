using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Gateway.Oidc;
using CryptoPay.Gateway.Settings;
using CryptoPay.Genesys.Settings;
using CryptoPay.Grains.Customers;
using CryptoPay.Grains.Reconciling;
using CryptoPay.Grains.Resuming;
using CryptoPay.Hosting.Alerts;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Logs;
using CryptoPay.Hosting.Storage;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Notifications;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using CryptoPay.Sandbox;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the tables in docs/settings.md against the options.</summary>
public class SettingsTests
{
    /// <summary>Read by name, as they choose which options there are.</summary>
    private static readonly string[] WithoutOptions =
    [
        "DefaultProcessor", "Genesys:<merchant>:Fields:<name>", "Genesys:<merchant>:Statuses:<Word>",
        "Limits:AmountMaxOf:<isoCode>", "Processors:<account>:Kind",
        "Processors:<account>:LinkHosts", "Processors:<account>:MayFrame", "Processors:<account>:Merchants",
        "Secrets:Folder",
    ];

    /// <summary>Not the same in every run, so the page says it in words.</summary>
    private static readonly string[] WithoutFixedDefault =
    [
        "Cluster:SiloPort", "Cluster:GatewayPort", "Storage:KeysPath", "Storage:DataKeysConnectionString",
        "Storage:ErasuresConnectionString",
    ];

    private static readonly (string Section, object Defaults)[] Options =
    [
        ("Gateway", new GatewayOptions()),
        ("ApiKeys:<name>", new ApiKeySettings()),
        ("OAuth", new OAuthOptions()),
        ("Oidc", new OidcOptions()),
        ("Oidc:Roles:<role>", new OidcRole()),
        ("Limits", new LimitOptions()),
        ("Processors:<account>", new Processors.BtcPay.BtcPayOptions()),
        ("Notifications:<merchant>", new NotificationOptions()),
        ("ProcessorRules:<n>", new Processors.ProcessorRuleSettings()),
        ("Invoices", new InvoicePolicy()),
        ("Storage", new StorageOptions()),
        ("Cluster", new ClusterSettings()),
        ("Polling", new PollingPolicy()),
        ("Cases", new CasePolicy()),
        ("Retention", new RetentionPolicy()),
        ("Reconciling", new ReconciliationPolicy()),
        ("Resume", new ResumePolicy()),
        ("Genesys:<merchant>", new GenesysOptions()),
        ("Alerts", new AlertOptions()),
        ("Logs", new LogOptions()),
        ("Telemetry", new TelemetryOptions()),
        ("Sandbox", new SandboxOptions()),
        ("Sandbox", new DatabaseOptions()),
        .. from options in typeof(SandboxOptions).Assembly.GetTypes()
            where options.Name.EndsWith("Options", StringComparison.Ordinal)
                && options != typeof(SandboxOptions) && options != typeof(DatabaseOptions)
            select ($"Sandbox:{options.Name[..^"Options".Length]}", Activator.CreateInstance(options)!),
    ];

    private static readonly Dictionary<string, string[]> Told = Pages.Rows("settings.md")
        .Where(cells => cells.Length == 4 && cells[0].StartsWith('`'))
        .Where(cells => IsCode(cells[0], WithoutOptions)
            || Options.Any(options => cells[0].StartsWith($"`{options.Section}:", StringComparison.Ordinal)))
        .ToDictionary(cells => cells[0].Trim('`'));

    [Fact]
    public void The_page_names_every_setting_and_no_other() => Assert.Equal(
        Settings().Select(setting => setting.Name).Concat(WithoutOptions).Order(), Told.Keys.Order());

    [Fact]
    public void Defaults_are_what_the_page_says()
    {
        var fixedOnes = Settings().Where(setting => !WithoutFixedDefault.Contains(setting.Name));
        foreach (var (name, property, defaults) in fixedOnes)
        {
            var value = Text(property.GetValue(defaults));
            var told = Told[name][1];

            // What has no default is "required" or "none" there, in words.
            Assert.True(value == "" ? !told.StartsWith('`') : told == $"`{value}`",
                $"{name} is {value} by default; the page says {told}");
        }
    }

    [Fact]
    public void Ranges_are_what_the_page_says()
    {
        foreach (var (name, property, _) in Settings())
        {
            if (property.GetCustomAttribute<RangeAttribute>() is not { } range) continue;

            Assert.Equal((name, $"`{range.Minimum}` to `{range.Maximum}`"), (name, Told[name][2]));
        }
    }

    private static IEnumerable<(string Name, PropertyInfo Property, object Defaults)> Settings() =>
        from options in Options
        from property in options.Defaults.GetType().GetProperties()
        where property.CanWrite
        select ($"{options.Section}:{property.Name}", property, options.Defaults);

    private static string Text(object? value) => value switch
    {
        Array { Length: 0 } => "",
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static bool IsCode(string cell, string[] names) => names.Contains(cell.Trim('`'));
}

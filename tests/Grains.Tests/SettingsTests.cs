using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Grains.Tests;

/// <summary>Settings of the sections <c>Polling</c> and <c>Invoices</c>, as a host is started with them.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("ReadGap", "00:00:11", "it must be at most Polling:ShortPeriod, which is 00:00:10.")]
    [InlineData("ShortWindow", "00:00:09", "it must be 00:00:00, or at least Polling:ShortPeriod, which is 00:00:10.")]
    [InlineData("ReviewWindow", "23:00:00",
        "it must be 00:00:00, or at least Polling:ReviewPeriod, which is 1.00:00:00.")]
    [InlineData("BackoffMax", "00:00:01", "Polling:BackoffFirst is 00:00:02: it must be at most Polling:BackoffMax, ")]
    [InlineData("LookUpWindow", "00:02:01", "it must be at most Polling:CreateMax, which is 00:02:00.")]
    public void Two_that_contradict_each_other_stop_the_start_by_both_names(
        string setting, string value, string why)
    {
        var fault = Assert.Single(Start(($"Polling:{setting}", value)));

        Assert.Contains(why, fault);
        Assert.Contains(setting, fault);
    }

    [Theory]
    [InlineData("LongPeriod")]
    [InlineData("BackoffMax")]
    [InlineData("PauseMax")]
    [InlineData("NonsenseWindow")]
    public void No_single_wait_is_longer_than_the_watch(string wait) => Assert.Equal(
        [$"Polling:{wait} is 02:00:01: it must be at most Polling:WatchWindow, which is 02:00:00."],
        Start(("Polling:WatchWindow", "02:00:00"), ($"Polling:{wait}", "02:00:01")));

    [Fact]
    public void The_watch_is_not_cut_while_the_processor_still_takes_money() => Assert.Equal(
        ["Polling:WatchMax is 2.00:00:00: it must be at least Invoices:RateLock and Invoices:Monitoring together, "
            + "which are 2.00:15:00."],
        Start(("Polling:WatchMax", "2.00:00:00"), ("Invoices:Monitoring", "2.00:00:00")));

    [Theory]
    [InlineData("Invoices", "Monitoring", "31.00:00:00")]
    [InlineData("Polling", "ShortPeriod", "00:10:00")]
    public void What_is_out_of_its_range_is_told_by_that_alone(string section, string setting, string value) =>
        Assert.Contains($"The field {setting} must be between ", Assert.Single(Start(($"{section}:{setting}", value))));

    [Fact]
    public void Equal_ones_none_at_all_and_the_defaults_start()
    {
        Assert.Empty(Start());
        Assert.Empty(Start(("Polling:ShortWindow", "00:00:00"), ("Polling:ReviewWindow", "00:00:00")));
        Assert.Empty(Start(
            ("Polling:ShortPeriod", "00:00:01"), ("Polling:ShortWindow", "00:00:01"), ("Polling:ReadGap", "00:00:01"),
            ("Polling:BackoffFirst", "00:01:00"), ("Polling:BackoffMax", "00:01:00"),
            ("Polling:LookUpWindow", "00:01:00"), ("Polling:CreateMax", "00:01:00"),
            ("Polling:WatchWindow", "01:00:00"), ("Polling:LongPeriod", "01:00:00"), ("Polling:PauseMax", "01:00:00"),
            ("Polling:WatchMax", "2.00:15:00"), ("Invoices:Monitoring", "2.00:00:00")));
    }

    private static string[] Start(params (string Name, string Value)[] settings)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(pair => pair.Name, string? (pair) => pair.Value)).Build())
            .AddPaymentIntentGrains().BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException refused)
        {
            return [.. refused.Failures];
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CryptoPay.Payments.Reconciling;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Reconciling;

/// <summary>The run that nobody asks for, and what Prometheus sees of it.</summary>
public sealed class DailyTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_is_made_once_a_day_at_its_hour_over_its_days()
    {
        await using var house = await House.Build(0, "", ("Reconciling:Daily", "true"), ("Reconciling:Hour", "13"));
        await house.Opened("CC-1");
        await Until(house, House.Start.AddMinutes(59));
        Assert.Empty((await ReconciliationTests.Account(house).Get()).Reports);

        await Until(house, House.Start.AddMinutes(75));

        var report = Assert.Single((await ReconciliationTests.Account(house).Get()).Reports);
        Assert.Equal(("schedule", true, 1), (report.StartedBy, report.IsFinished, report.InvoiceCount));
        Assert.Equal(TimeSpan.FromDays(2), report.To - report.From);
        Assert.InRange(report.StartedAt, House.Start.AddHours(1), House.Start.AddMinutes(62));
        await Until(house, House.Start.AddHours(25.3));
        Assert.Equal(2, (await ReconciliationTests.Account(house).Get()).Reports.Length);
    }

    [Fact]
    public async Task Of_each_kind_there_is_a_figure_from_the_start_and_the_age_of_the_last_run_grows_until_the_next()
    {
        await using var house = await House.Build(0, "", ("Reconciling:Daily", "true"), ("Reconciling:Hour", "13"));
        using var figures = new Figures(house.Silo.GetRequiredService<IMeterFactory>());
        await Until(house, House.Start.AddMinutes(40));

        var seen = figures.Read();
        foreach (var kind in Enum.GetValues<DifferenceKind>())
        {
            Assert.Equal(0, seen[$"cryptopay.reconciliation.differences sandbox {kind.Name()} False"]);
            Assert.Equal(0, seen[$"cryptopay.reconciliation.differences sandbox {kind.Name()} True"]);
        }

        Assert.InRange(seen["cryptopay.reconciliation.finished sandbox"], 2_280, 2_520);
        await house.MakeAnother("CC-9");
        await Until(house, House.Start.AddMinutes(75));
        seen = figures.Read();
        Assert.Equal(1, seen["cryptopay.reconciliation.differences sandbox missing_here False"]);
        Assert.InRange(seen["cryptopay.reconciliation.finished sandbox"], 0, 900);
    }

    private static Task Until(House house, DateTimeOffset then) =>
        house.PassUntil(
            (then - house.Clock.GetUtcNow()) / 350 > Step ? (then - house.Clock.GetUtcNow()) / 350 : Step,
            () => Task.FromResult(house.Clock.GetUtcNow() >= then));

    private sealed class Figures : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<string, double> seen = new();

        public Figures(IMeterFactory ofSilo)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name.StartsWith("cryptopay.reconciliation", StringComparison.Ordinal)
                    && instrument.Meter.Scope == ofSilo)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            listener.Start();
        }

        public IReadOnlyDictionary<string, double> Read()
        {
            seen.Clear();
            listener.RecordObservableInstruments();
            return seen.ToDictionary();
        }

        public void Dispose() => listener.Dispose();

        private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Value}")])] = value;
    }
}

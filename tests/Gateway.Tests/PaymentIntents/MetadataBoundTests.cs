using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using CryptoPay.Payments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>A flow that sends other metadata keys each time.</summary>
public class MetadataBoundTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_create_that_is_repeated_149_times_with_20_new_keys_each_leaves_a_small_row()
    {
        var counted = new ConcurrentQueue<long>();
        using var listener = Listen(counted);
        await gateway.Opened("keys-1", more: Metadata(0, 20));

        for (var i = 1; i <= 149; i++)
        {
            var answer = await gateway.Post(Payments.Body("keys-1", more: Metadata(20 * i, 20)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.InRange(await BytesOf("keys-1"), 1, 20_000);
        Assert.Equal(149 * 20, counted.Sum());
        Assert.Single((await gateway.Grain("keys-1").History()), entry => entry.Event == "MetadataDropped");
        var told = Assert.Single(gateway.Log.Lines, line => line.Contains("keys-1") && line.Contains("metadata"));
        Assert.StartsWith("Warning", told);
        Assert.DoesNotContain("secret-value", told);
        Assert.DoesNotContain("key-", told);
    }

    [Fact]
    public async Task New_values_of_the_same_keys_are_kept_however_often_they_come()
    {
        await gateway.Opened("keys-2", more: Metadata(0, 20));

        for (var i = 1; i <= 60; i++) await gateway.Created(Payments.Body("keys-2", more: Metadata(0, 20, $"v{i}")));

        Assert.InRange(await BytesOf("keys-2"), 1, 150_000);
        var changes = (await gateway.Grain("keys-2").History())
            .Where(entry => entry.Event == "MetadataReplaced").ToList();
        Assert.Equal((20, "40"), (changes.Count, changes[^1].Data["folded"]));
    }

    [Fact]
    public async Task Too_many_in_the_first_create_are_400_and_in_a_repeat_200()
    {
        var refused = await gateway.Post(Payments.Body("keys-3", more: Metadata(0, 21)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Problem();
        Assert.Equal("too_many_metadata_keys", problem.GetProperty("errorCode").GetString());
        var says = problem.GetProperty("errors").GetProperty("metadata")[0].GetString();
        Assert.StartsWith("an object of at most 20 entries", says);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/keys-3")).StatusCode);

        await gateway.Opened("keys-3", more: Metadata(0, 20));
        var repeated = await gateway.Post(Payments.Body("keys-3", more: Metadata(0, 300)));
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
    }

    private static string Metadata(int first, int count, string value = "secret-value") => ",\"metadata\":" +
        JsonSerializer.Serialize(Enumerable.Range(first, count).ToDictionary(i => $"key-{i:0000}", _ => value));

    private async Task<long> BytesOf(string orderId)
    {
        await using var connection = new SqliteConnection($"Data Source={gateway.DatabasePath};Mode=ReadOnly");
        await connection.OpenAsync(Requests.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT length(payload) FROM grain_state WHERE grain_key = $key";
        command.Parameters.AddWithValue("$key", new OrderKey(WholeGateway.Merchant, orderId).ToString());
        return (long)(await command.ExecuteScalarAsync(Requests.Cancellation))!;
    }

    private MeterListener Listen(ConcurrentQueue<long> counted)
    {
        var meters = gateway.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "cryptopay.metadata_dropped" && ReferenceEquals(instrument.Meter.Scope, meters))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => counted.Enqueue(count));
        listener.Start();
        return listener;
    }
}

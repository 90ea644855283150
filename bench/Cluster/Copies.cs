using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CryptoPay.Cluster;

/// <summary>
/// Orders that wait for money, as many as there would be after a day, written into the database beside a real one: a row
/// each, and the reminder that goes with it. They are in their long poll.
/// </summary>
/// <param name="Ticks">When each reminder first ticked.</param>
internal sealed record Copies(TimeSpan Period, DateTimeOffset[] Ticks)
{
    public static async Task<Copies> Write(Rig rig, int count, TimeSpan period, string invoiceId)
    {
        var random = new Random(1);
        var now = DateTimeOffset.UtcNow;
        var copies = new Copies(period, [.. Enumerable.Range(0, count).Select(_ => now - period * random.NextDouble())]);
        // Twenty minutes to twenty-three hours old. What stands in a row lies up to an hour beyond the next read.
        await rig.Database.Query(string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, grain_key || copy.name, 1,
                   jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(
                       replace(replace(payload::text, '{{invoiceId}}', '{{invoiceId}}' || copy.name),
                               '"{{ReadBook.Original}}"', '"{{ReadBook.Original}}' || copy.name || '"')::jsonb
                           #- '{intent,resumeCode}',
                       '{intent,createdAt}', copy.at), '{intent,changedAt}', copy.at),
                       '{intent,attempts,0,startedAt}', copy.at), '{intent,attempts,0,openedAt}', copy.at),
                       '{nextDue}', copy.due)
              FROM grain_state,
                   LATERAL (SELECT '-copy' || n AS name,
                                   to_jsonb({{now.ToUnixTimeMilliseconds()}} - 1200000 - (random() * 81600000)::bigint) AS at,
                                   to_jsonb({{(now + period).ToUnixTimeMilliseconds()}} + (random() * 3600000)::bigint) AS due
                              FROM generate_series(0, {{count - 1}}) AS n) AS copy
             WHERE grain_key = 'default/{{ReadBook.Original}}'
            """));
        await using var connection = new NpgsqlConnection(rig.Database.Connection());
        await connection.OpenAsync();
        await using (var rows = await connection.BeginBinaryImportAsync("""
            COPY reminder(service_id, grain_id, reminder_name, grain_hash, start_time, period, version)
            FROM STDIN (FORMAT BINARY)
            """))
        {
            for (var i = 0; i < count; i++)
            {
                var grain = GrainId.Create("paymentintent", $"default/{ReadBook.Original}{ReadBook.NameOf(i)}");
                await rows.StartRowAsync();
                await rows.WriteAsync("cryptopay");
                await rows.WriteAsync(grain.ToString());
                await rows.WriteAsync("long-poll");
                await rows.WriteAsync(unchecked((int)grain.GetUniformHashCode()));
                await rows.WriteAsync(copies.Ticks[i].UtcDateTime, NpgsqlDbType.TimestampTz);
                await rows.WriteAsync((long)period.TotalMilliseconds);
                await rows.WriteAsync(1);
            }

            await rows.CompleteAsync();
        }

        await rig.Database.Query("ANALYZE");
        return copies;
    }

    /// <summary>How late the reads came that were due within a time.</summary>
    /// <param name="patience">What is not read by then is missing.</param>
    public string Lateness(
        IEnumerable<(int Copy, DateTimeOffset At)> reads, DateTimeOffset from, DateTimeOffset to, TimeSpan patience)
    {
        var byCopy = reads.ToLookup(read => read.Copy, read => read.At);
        List<double> late = [];
        var missing = 0;
        for (var i = 0; i < Ticks.Length; i++)
        {
            var due = Ticks[i] + Period * Math.Ceiling((from - Ticks[i]) / Period);
            for (; due < to; due += Period)
            {
                // Who was read for another reason since is due a whole period after that.
                if (byCopy[i].Any(at => at < due.AddSeconds(-2) && at > due - Period * 0.9)) continue;
                var times = byCopy[i].Where(at => at >= due.AddSeconds(-2) && at < due + patience).ToArray();
                if (times.Length == 0) missing++;
                else late.Add(Math.Max(0, (times.Min() - due).TotalSeconds));
            }
        }

        if (late.Count == 0) return $"no read, {missing} missing";
        late.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"{late.Count} reads due, late by p50 {At(0.5):0.0} s, p99 {At(0.99):0.0} s, max {late[^1]:0.0} s; {late.Count(one => one > 60)} by more than 60 s; not read within {patience.TotalSeconds:0} s: {missing}");

        double At(double part) => late[(int)(part * (late.Count - 1))];
    }
}

using System.Text.RegularExpressions;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Index;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

/// <summary>Whatever is asked of the tables, no more rows are read than are answered.</summary>
public sealed partial class PostgresPlanTests(PostgresPlanTests.Filled filled) : IClassFixture<PostgresPlanTests.Filled>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Questions => new()
    {
        { PaymentIntentIndex.OverdueSql, "grain_state_due" },
        { PaymentIntentIndex.WatchedSql, "grain_state_watched" },
        { PaymentIntentIndex.ResumedSql, "grain_state_resume" },
        { PaymentIntentIndex.DataKeySql, "grain_state_data_key" },
        { PaymentIntentIndex.KeptSql, "grain_state_kept" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_walks_its_own_index_and_sorts_nothing(string sql, string index)
    {
        var plan = await Plan(sql);

        Assert.Contains($"using {index} on grain_state", plan);
        Assert.DoesNotContain("Sort", plan);
        Assert.DoesNotContain("Seq Scan", plan);
    }

    [Theory]
    [InlineData("m", null, "")]
    [InlineData("m", PaymentIntentStatus.Settled, "")]
    [InlineData("m", null, "review")]
    [InlineData("m", PaymentIntentStatus.Settled, "review")]
    [InlineData(null, null, "")]
    [InlineData(null, PaymentIntentStatus.Settled, "")]
    [InlineData(null, null, "review")]
    [InlineData(null, PaymentIntentStatus.Settled, "review")]
    public async Task A_list_walks_an_index_from_where_the_page_before_ended_and_sorts_nothing(
        string? merchant, PaymentIntentStatus? status, string actionRequired)
    {
        var plan = await Plan(PaymentIntentIndex.ListSql(
            filled.Database, new IndexFilter(merchant, status, null, actionRequired)));

        Assert.Matches("Index Scan Backward using grain_state_(created|status|action)", plan);
        Assert.DoesNotContain("Sort", plan);
    }

    [Theory]
    [InlineData("m", "grain_state_settled")]
    [InlineData(null, "grain_state_settled_all")]
    public async Task A_list_of_the_settled_walks_their_index_and_sorts_nothing(string? merchant, string index)
    {
        var plan = await Plan(PaymentIntentIndex.ListSql(
            filled.Database,
            new IndexFilter(merchant, PaymentIntentStatus.Settled, SettledFrom: DateTimeOffset.UnixEpoch)));

        Assert.Contains($"Index Scan Backward using {index} on", plan);
        Assert.DoesNotContain("Sort", plan);
    }

    [Fact]
    public async Task A_statement_walks_the_times_of_its_merchant_and_finds_each_row_by_its_key()
    {
        var plan = await Plan(PaymentIntentIndex.MoneyMovedSql(filled.Database));

        Assert.Contains("using money_event_at on money_event moved", plan);
        Assert.Contains("using grain_state_pkey on grain_state", plan);
        Assert.DoesNotContain("Sort", plan);
        Assert.DoesNotContain("Seq Scan", plan);
    }

    [Theory]
    [InlineData(null, null, "access_log_at")]
    [InlineData("m", "1", "access_log_order")]
    public async Task A_question_to_the_access_log_walks_an_index(string? merchant, string? orderId, string index) =>
        Assert.Contains(
            $"using {index}", await Plan(AccessLog.ReadSql(new AccessFilter(Merchant: merchant, OrderId: orderId))));

    /// <summary>With a parameter of its type for each name, as the planner sees them.</summary>
    private async Task<string> Plan(string sql) => string.Join('\n', await filled.Database.Query(
        $"EXPLAIN {sql}", row => row.GetString(0), Cancellation,
        [.. Parameter().Matches(sql).Select(match => match.Value).Distinct().Select(name => (name, Sample(name)))]));

    private static object? Sample(string name) => name switch
    {
        "@service" => "tests",
        "@take" => 50,
        "@before" or "@time" => 5_000L,
        "@from" or "@createdFrom" => 0L,
        "@to" or "@createdTo" => long.MaxValue,
        "@number" => 0L,
        "@status" => "Settled",
        "@action" => "review",
        "@order" => "1",
        _ => "m",
    };

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    /// <summary>So many rows that reading all of them is no way.</summary>
    public sealed class Filled(SharedPostgres shared) : IAsyncLifetime
    {
        private readonly FreshPostgres fresh = new(shared.NewStorage());

        public Database Database => fresh.Database;

        public ValueTask InitializeAsync()
        {
            fresh.Apply();
            fresh.Database.Scalar(
                """
                INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
                SELECT 'tests', 'state', format('m%s/%s', n % 20, n), 1, jsonb_build_object(
                       'keyId', format('k%s', n % 5000), 'nextDue', CASE WHEN n % 2 = 0 THEN n END,
                       'history', jsonb_build_array(jsonb_build_object(
                           'at', n, 'event', 'InvoiceObserved', 'data', jsonb_build_object('amountPaid', '1'))),
                       'actionRequired', CASE WHEN n % 50 = 0 THEN 'review' ELSE 'none' END,
                       'intent', jsonb_build_object(
                           'merchant', CASE WHEN n % 20 = 0 THEN 'm' ELSE format('m%s', n % 20) END,
                           'orderId', n::text, 'createdAt', n, 'account', format('a%s', n % 3),
                           'status', CASE WHEN n % 3 = 0 THEN 'Settled' ELSE 'Expired' END,
                           'settledAt', CASE WHEN n % 3 = 0 THEN n END,
                           'resumeCode', jsonb_build_object('digest', n::text)))
                  FROM generate_series(1, 20000) AS n;
                INSERT INTO access_log(at, who, what, merchant, order_id, address)
                SELECT n, 'flow', 'payment', format('m%s', n % 20), n::text, '10.0.0.1'
                  FROM generate_series(1, 20000) AS n;
                ANALYZE
                """);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => fresh.DisposeAsync();
    }
}

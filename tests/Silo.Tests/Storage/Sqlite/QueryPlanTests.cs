using System.Text.RegularExpressions;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Index;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>Whatever is asked of the tables, no more rows are read than are answered.</summary>
public sealed partial class QueryPlanTests(SqliteSilo silo) : IClassFixture<SqliteSilo>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Questions => new()
    {
        {
            PaymentIntentIndex.OverdueSql,
            "grain_state_due (service_id=? AND (next_due,grain_key)>(?,?) AND next_due<?)"
        },
        {
            PaymentIntentIndex.WatchedSql,
            "grain_state_watched (service_id=? AND account=? AND grain_key>?)"
        },
        {
            PaymentIntentIndex.ResumedSql,
            "grain_state_resume (service_id=? AND merchant=? AND resume_digest=?)"
        },
        {
            PaymentIntentIndex.DataKeySql,
            "grain_state_data_key (service_id=? AND <expr>=? AND grain_key>?)"
        },
        {
            PaymentIntentIndex.KeptSql,
            "grain_state_kept (service_id=? AND (created_at,grain_key)>(?,?) AND created_at<?)"
        },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_walks_its_own_index_from_end_to_end_and_sorts_nothing(string sql, string index) =>
        Assert.Equal([$"SEARCH grain_state USING INDEX {index}"], await Plan(sql));

    /// <summary>Of two conditions one is looked up in the rows that the other's index brings, in their order.</summary>
    [Theory]
    [InlineData("m", null, "", "created (service_id=? AND merchant=? AND ")]
    [InlineData("m", PaymentIntentStatus.Settled, "", "status (service_id=? AND merchant=? AND status=? AND ")]
    [InlineData("m", null, "review", "action (service_id=? AND merchant=? AND action_required=? AND ")]
    [InlineData("m", PaymentIntentStatus.Settled, "review", "action (service_id=? AND merchant=? AND ")]
    [InlineData(null, null, "", "created_all (service_id=? AND ")]
    [InlineData(null, PaymentIntentStatus.Settled, "", "status_all (service_id=? AND status=? AND ")]
    [InlineData(null, null, "review", "action_all (service_id=? AND action_required=? AND ")]
    [InlineData(null, PaymentIntentStatus.Settled, "review", "action_all (service_id=? AND ")]
    public async Task A_list_walks_an_index_from_where_the_page_before_ended_and_sorts_nothing(
        string? merchant, PaymentIntentStatus? status, string actionRequired, string index)
    {
        var step = Assert.Single(await Plan(
            PaymentIntentIndex.ListSql(silo.Database, new IndexFilter(merchant, status, null, actionRequired))));

        Assert.StartsWith($"SEARCH grain_state USING INDEX grain_state_{index}", step);
        Assert.EndsWith("created_at>? AND (created_at,grain_key)<(?,?))", step);
    }

    [Theory]
    [InlineData("m", "settled (service_id=? AND merchant=? AND ")]
    [InlineData(null, "settled_all (service_id=? AND ")]
    public async Task A_list_of_the_settled_walks_their_index(string? merchant, string index)
    {
        var step = Assert.Single(await Plan(PaymentIntentIndex.ListSql(
            silo.Database,
            new IndexFilter(merchant, PaymentIntentStatus.Settled, SettledFrom: DateTimeOffset.UnixEpoch))));

        Assert.StartsWith($"SEARCH grain_state USING INDEX grain_state_{index}", step);
        Assert.EndsWith("<expr>>? AND <expr><?)", step);
    }

    [Fact]
    public async Task A_statement_walks_the_times_of_its_merchant_and_finds_each_row_by_its_key() => Assert.Equal(
        [
            "SEARCH moved USING COVERING INDEX money_event_at "
            + "(service_id=? AND merchant=? AND (at,grain_key)>(?,?) AND at<?)",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH earlier USING PRIMARY KEY (service_id=? AND grain_type=? AND grain_key=? AND at>? AND at<?)",
            "SEARCH grain_state USING INDEX sqlite_autoindex_grain_state_1 "
            + "(service_id=? AND grain_type=? AND grain_key=?) LEFT-JOIN",
        ],
        await Plan(PaymentIntentIndex.MoneyMovedSql(silo.Database)));

    [Fact]
    public async Task No_statement_of_Orleans_reads_a_whole_table()
    {
        foreach (string statement in await silo.Database.Column("SELECT QueryText FROM OrleansQuery"))
        {
            foreach (var step in await Plan(statement.Split(';')[0]))
                Assert.DoesNotMatch("SCAN (?!CONSTANT ROW)", step);
        }
    }

    [Theory]
    [InlineData(null, null, "access_log_at (at>? AND at<?)")]
    [InlineData("north", "CC-1", "access_log_order (merchant=? AND order_id=? AND at>? AND at<?)")]
    public async Task A_question_to_the_access_log_walks_an_index(string? merchant, string? orderId, string index) =>
        Assert.Contains(index, string.Join(
            '\n', await Plan(AccessLog.ReadSql(new AccessFilter(Merchant: merchant, OrderId: orderId)))));

    private async Task<IEnumerable<string>> Plan(string sql) => await silo.Database.Query(
        $"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3), Cancellation,
        [.. Parameter().Matches(sql).Select(match => match.Value).Distinct().Select(name => (name, (object?)1))]);

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}

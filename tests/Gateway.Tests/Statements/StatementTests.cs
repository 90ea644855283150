using System.Globalization;
using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.Statements;
using CryptoPay.Grains.Access;
using CryptoPay.Payments.Views;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Statements;

/// <summary>An accountant closes a month from the product alone.</summary>
public class StatementTests(WholeGateway gateway)
{
    private const string Path = "/v1/statements";

    private static string ThisMonth => DateTime.UtcNow.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_month_says_what_was_settled_overpaid_refunded_credited_and_not_settled()
    {
        await Opened("CC-plain", "books");
        await Paid("CC-plain", "books", "100.00");
        await Opened("CC-over", "books");
        await Paid("CC-over", "books", "150.00");
        await Refund("CC-plain", "books", "30.00");
        await Opened("CC-late", "books");
        await gateway.Control("CC-late", "expire");
        await gateway.Control("CC-late", "pay");
        await Until("CC-late", "books", view => view.ActionRequired == "review");
        await Opened("CC-part", "books");
        await gateway.Control("CC-part", "pay?amount=40.00");
        await Until("CC-part", "books", view => view.AmountPaid == "40.00");

        var before = await Read("books");
        Assert.Equal(
            [
                "CC-late unsettled 100.00", "CC-over excess 50.00", "CC-over settled 100.00", "CC-part unsettled 40.00",
                "CC-plain refund -30.00", "CC-plain settled 100.00",
            ],
            Texts(before));
        (await gateway.Send(Requests.Post(
            "/v1/payment-intents/CC-late/review?merchant=books", """{"resolution":"credited","reason":"It came."}"""),
            WholeGateway.OperatorKey)).EnsureSuccessStatusCode();

        var statement = await Read("books");

        Assert.Equal(
            ("books", ThisMonth, "Europe/Madrid", false),
            (statement.Merchant, statement.Month, statement.TimeZone, statement.IsComplete));
        Assert.Equal(
            [
                "CC-late late_credited 100.00", "CC-over excess 50.00", "CC-over settled 100.00",
                "CC-part unsettled 40.00", "CC-plain refund -30.00", "CC-plain settled 100.00",
            ],
            Texts(statement));
        Assert.Equal(
            [
                new("USD", "settled", 2, "200.00"), new("USD", "late_credited", 1, "100.00"),
                new("USD", "excess", 1, "50.00"), new("USD", "unsettled", 1, "40.00"),
                new("USD", "refund", 1, "-30.00"),
            ],
            statement.Sums);
        var settled = statement.Lines.Single(line => (line.OrderId, line.Kind) == ("CC-plain", "settled"));
        Assert.Equal(
            ("USD", "100.00", "BTC", "sandbox"),
            (settled.IsoCode, settled.AmountAsked, settled.CryptoCode, settled.Account));
        Assert.NotEqual(("", ""), (settled.CryptoAmount, settled.Rate));
        Assert.Equal("R-1", statement.Lines.Single(line => line.Kind == "refund").RefundId);
        await SameAsCsv(statement);
    }

    /// <summary>The same lines, and a column that adds up to the sums.</summary>
    private async Task SameAsCsv(Statement statement)
    {
        using var byHeader = Requests.Get($"{Path}?merchant=books&month={ThisMonth}&timeZone=Europe/Madrid");
        byHeader.Headers.Accept.ParseAdd("text/csv");
        var answer = await gateway.Send(byHeader, WholeGateway.OperatorKey);
        var text = await answer.Text();
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"statement-books-{ThisMonth}.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(text, await (await Ask("books", more: "&format=csv")).Text());
        var rows = text.Split("\r\n").Select(row => row.Split(',')).ToList();
        Assert.Equal(["MONTH NOT OVER", ""], [rows[^2][2], rows[^1][0]]);
        var lines = rows[1..^2];
        Assert.Equal(statement.Lines.Select(line => line.OrderId), lines.Select(row => row[3]));
        Assert.Equal("Amount", rows[0][6]);
        Assert.Equal(
            statement.Sums.Sum(sum => decimal.Parse(sum.Amount, CultureInfo.InvariantCulture)),
            lines.Sum(row => decimal.Parse(row[6], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Pages_make_one_statement_in_which_an_order_that_cannot_be_read_says_so()
    {
        await Opened("CC-model", "ledger");
        await Paid("CC-model", "ledger", "100.00");
        // More than two pages, in a month that is over; one of another version's, and one that is gone.
        await InDatabase(
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 250)
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, printf('ledger/CC-%03d', n), 1, json_set(
                       replace(payload, 'CC-model', printf('CC-%03d', n)),
                       '$.keyId', '', '$.version', CASE n WHEN 120 THEN 99 ELSE 7 END,
                       '$.intent.resumeCode', NULL, '$.intent.metadata', json('{}'), '$.intent.posLabel', '',
                       '$.intent.notificationUrl', '', '$.intent.salt', '', '$.intent.linkToken', '',
                       '$.intent.attempts[0].invoice.checkoutUrl', '', '$.intent.attempts[0].invoice.paymentUri', '',
                       '$.intent.attempts[0].invoice.payments[0].paymentId', '',
                       '$.intent.attempts[0].invoice.payments[0].transactionHash', '',
                       '$.intent.attempts[0].paymentsNew', json('[]'),
                       '$.history', (SELECT json_group_array(json_set(value, '$.at', 1759300000000 + n))
                                       FROM json_each(payload, '$.history')))
              FROM grain_state, numbers WHERE grain_key = 'ledger/CC-model'
            """);
        await InDatabase("DELETE FROM grain_state WHERE grain_key = 'ledger/CC-121'");

        var statement = await Read("ledger", "2025-10");

        Assert.Equal(Enumerable.Range(1, 250).Select(n => $"CC-{n:000}"), statement.Lines.Select(line => line.OrderId));
        Assert.Equal(
            ["CC-120", "CC-121"],
            statement.Lines.Where(line => line.Kind == "unreadable").Select(line => line.OrderId));
        Assert.False(statement.IsComplete);
        Assert.Equal([new("USD", "settled", 248, "24800.00")], statement.Sums);
        Assert.Contains(gateway.Log.Lines, line => line.Contains("order ledger/CC-120 that its row cannot be read"));
        var csv = await (await Ask("ledger", "2025-10", "&format=csv")).Text();
        Assert.Contains(",,UNREADABLE,CC-120,", csv);
        Assert.DoesNotContain("MONTH NOT OVER", csv);

        // Once they can be read it is whole: they were never left out.
        await InDatabase("DELETE FROM money_event WHERE grain_key IN ('ledger/CC-120', 'ledger/CC-121')");
        Assert.True((await Read("ledger", "2025-10")).IsComplete);
    }

    [Fact]
    public async Task A_month_without_money_is_empty_and_complete()
    {
        var statement = await Read("books", "2020-02");

        Assert.Equal((0, 0, true), (statement.Lines.Count, statement.Sums.Count, statement.IsComplete));
        Assert.Equal("2020-01-31T23:00:00Z", statement.From);
    }

    [Theory]
    [InlineData("", "month")]
    [InlineData("month=2026-00", "month")]
    [InlineData("month=2026-11&timeZone=Europe/Nowhere", "timeZone")]
    [InlineData("month=2026-11&format=xml", "format")]
    [InlineData("month=x&timeZone=x&format=x", "month,timeZone,format")]
    public async Task What_is_wrong_is_named(string query, string fields)
    {
        var answer = await gateway.Send(Requests.Get($"{Path}?merchant=books&{query}"), WholeGateway.OperatorKey);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            fields.Split(','),
            (await answer.Problem()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task It_needs_its_scope_and_names_the_merchant_and_who_looked_is_written()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Send(Requests.Get($"{Path}?month=2026-11"))).StatusCode);
        var unnamed = await gateway.Send(Requests.Get($"{Path}?month=2026-11"), WholeGateway.OperatorKey);
        Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
        Assert.True((await unnamed.Problem()).GetProperty("errors").TryGetProperty("merchant", out _));

        await Read("south");

        var rows = await gateway.Services.GetRequiredService<IAccessLog>()
            .Read(new AccessFilter(Merchant: "south"), null, 100_000, Requests.Cancellation);
        Assert.Contains(rows, row => (row.Access.Who, row.Access.What) == ("operator", "statement"));
    }

    private static IEnumerable<string> Texts(Statement statement) =>
        statement.Lines.Select(line => $"{line.OrderId} {line.Kind} {line.Amount}").Order(StringComparer.Ordinal);

    private Task<HttpResponseMessage> Ask(string merchant, string? month = null, string more = "") => gateway.Send(
        Requests.Get($"{Path}?merchant={merchant}&month={month ?? ThisMonth}&timeZone=Europe/Madrid{more}"),
        WholeGateway.OperatorKey);

    private async Task<Statement> Read(string merchant, string? month = null)
    {
        var answer = await Ask(merchant, month);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<Statement>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    private async Task Opened(string orderId, string merchant)
    {
        await gateway.Created(Payments.Body(orderId), WholeGateway.KeyOf(merchant));
        await Until(orderId, merchant, view => view.Status == "AwaitingPayment");
    }

    private async Task Paid(string orderId, string merchant, string amount)
    {
        await gateway.Control(orderId, $"pay?amount={amount}");
        await gateway.Control(orderId, "confirm");
        await Until(orderId, merchant, view => view.Status == "Settled");
    }

    private async Task Refund(string orderId, string merchant, string amount)
    {
        var path = $"{Payments.Path}/{orderId}/refunds?merchant={merchant}";
        var body = $$"""{"refundId":"R-1","amount":"{{amount}}"}""";
        await Payments.Until(
            async () => await (await gateway.Send(Requests.Post(path, body), WholeGateway.OperatorKey)).Text(),
            text => text.Contains("\"Pending\"", StringComparison.Ordinal));
        await gateway.Control(orderId, "refunds/pay-out");
        await Until(orderId, merchant, view => view.AmountRefunded == amount);
    }

    private Task Until(string orderId, string merchant, Func<PaymentIntentView, bool> holds) =>
        Payments.Until(
            async () => await (await gateway.Send(
                Requests.Get($"{Payments.Path}/{orderId}"), WholeGateway.KeyOf(merchant))).View(),
            holds);

    private async Task InDatabase(string sql)
    {
        using var database = new SqliteConnection($"Data Source={gateway.DatabasePath}");
        await database.OpenAsync(Requests.Cancellation);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Requests.Cancellation);
    }
}

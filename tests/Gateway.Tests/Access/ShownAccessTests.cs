using System.Net;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Whoever is shown details of payments is in the log of accesses, and nobody is who is not.</summary>
public sealed partial class ShownAccessTests(WholeGateway gateway, RunningGateway running)
{
    /// <summary>Those that show no payment. A new route is here, or says by <c>Shows</c> what its answers show.</summary>
    [GeneratedRegex(
        "^(/|/v1/accounts.*|/v1/customers/erasures|/v1/reconciliations/|/webhooks/.*|/health/.*|/metrics|/openapi/.*|/?scalar.*|/login.*|/logout|/throws/.*|.*/hidden/invoices|/(pay|agent)/.*mistyped.*)$")]
    private static partial Regex ShowsNone { get; }

    [Fact]
    public void Every_route_says_what_of_payments_it_shows_or_is_known_to_show_nothing()
    {
        var routes = running.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();

        Assert.Equal([], routes
            .Where(route => route.Metadata.GetMetadata<Look>() is null == !ShowsNone.IsMatch(route.RoutePattern.RawText!))
            .Select(route => route.RoutePattern.RawText));
        Assert.Equal(
            typeof(Look).GetFields().Select(look => look.GetRawConstantValue()).Order(),
            routes.Select(route => route.Metadata.GetMetadata<Look>()?.What).OfType<string>().Distinct().Order());
    }

    [Fact]
    public async Task Each_kind_of_look_is_one_row_of_who_what_which_when_and_from_where()
    {
        const string Order = "CC-shown";
        var view = await gateway.Settled(Order);
        foreach (var path in (string[])["", "/events", "/refunds", "/sinks"]) await Shown($"/{Order}{path}");
        await gateway.Act(Order, "cancel");
        foreach (var link in (string[])[view.QrCodeUrl, view.PayUrl, view.AgentUrl])
            await gateway.Send(Requests.Get(link), key: null);
        await Shown($"/{Order}/transactions?merchant={WholeGateway.Merchant}", WholeGateway.OperatorKey);

        var rows = await Rows(new AccessFilter(Merchant: WholeGateway.Merchant, OrderId: Order));

        Assert.Equal(
            [
                "first events", "first payment", "first refunds", "first sinks", "link agent-page",
                "link pay-page", "link qr", "operator transactions",
            ],
            rows.Select(row => $"{row.Who} {row.What}").Order(StringComparer.Ordinal));
        Assert.All(rows, row =>
        {
            Assert.Equal("127.0.0.1", row.Address);
            Assert.InRange(row.At, DateTimeOffset.UtcNow.AddMinutes(-30), DateTimeOffset.UtcNow);
        });
    }

    [Fact]
    public async Task A_refund_that_is_made_shows_it_and_a_list_shows_no_single_one()
    {
        const string Order = "CC-shown-refund";
        await gateway.Settled(Order);
        await gateway.Send(Requests.Post(
            $"{Payments.Path}/{Order}/refunds", """{"refundId":"R-1","amount":"1.00"}"""));
        Assert.Contains(
            await Rows(new AccessFilter(Merchant: WholeGateway.Merchant, OrderId: Order)), row => row.What == "refunds");

        await Shown("?merchant=looks", WholeGateway.OperatorKey);
        await Shown("", WholeGateway.OperatorKey);
        var lists = (await Rows(new AccessFilter(Who: "operator"))).Where(row => row.What == "list").ToList();
        Assert.Contains(lists, row => (row.Merchant, row.OrderId) == ("looks", ""));
        Assert.Contains(lists, row => (row.Merchant, row.OrderId) == ("", ""));
    }

    [Fact]
    public async Task What_is_refused_or_not_there_shows_nothing_and_is_not_written()
    {
        const string Order = "CC-not-shown";
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look($"/{Order}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look($"/{Order}/events")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Post(Payments.Body(Order, "-1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Look($"/{Order}/transactions")).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await gateway.Send(Requests.Get($"/qr/first/{Order}/wrong.png"), key: null)).StatusCode);

        Assert.Empty(await Rows(new AccessFilter(OrderId: Order)));
    }

    [Fact]
    public async Task The_dashboard_and_its_data_are_one_access_an_hour()
    {
        foreach (var path in (string[])["/dashboard/", "/dashboard/ClusterStats", "/dashboard/"])
            await gateway.Send(Requests.Get(path), WholeGateway.OperatorKey);
        await gateway.Send(Requests.Get("/dashboard/"), key: null);

        var row = Assert.Single(await Rows(new AccessFilter()), row => row is { What: "dashboard", OrderId: "" });
        Assert.Equal(("operator", ""), (row.Who, row.Merchant));
    }

    [Fact]
    public async Task An_orders_page_of_the_dashboard_is_an_access_to_that_order()
    {
        foreach (var id in (string[])["first/CC-on-dashboard", "first%2FCC-on-dashboard", "first/no%20order", "0"])
            await gateway.Send(Requests.Get($"/dashboard/GrainState?grainId={id}"), WholeGateway.OperatorKey);

        var row = Assert.Single(await Rows(new AccessFilter(Merchant: "first", OrderId: "CC-on-dashboard")));
        Assert.Equal(("operator", "dashboard"), (row.Who, row.What));
        Assert.DoesNotContain(await Rows(new AccessFilter()), row => row.OrderId.Contains(' '));
    }

    [Fact]
    public async Task The_log_holds_no_detail_of_a_payment()
    {
        var view = await gateway.Opened("CC-shown-nothing", """, "metadata":{"agentId":"agent-9-secret"}""");
        foreach (var link in (string[])[view.QrCodeUrl, view.PayUrl, view.AgentUrl])
            await gateway.Send(Requests.Get(link), key: null);

        var rows = string.Join('\n', await Rows(new AccessFilter(OrderId: "CC-shown-nothing")));

        Assert.Contains("CC-shown-nothing", rows);
        Assert.DoesNotMatch($"agent-9|{view.PaymentAddress}|{view.QrCodeUrl.Split('/')[^1][..^4]}|100", rows);
    }

    private async Task Shown(string path, string key = WholeGateway.Key) => Assert.Equal(
        HttpStatusCode.OK, (await gateway.Send(Requests.Get(Payments.Path + path), key)).StatusCode);

    private async Task<List<AccessRecord>> Rows(AccessFilter filter) =>
        [.. (await gateway.Services.GetRequiredService<IAccessLog>().Read(filter, null, 100_000, Requests.Cancellation))
            .Select(row => row.Access)];

    /// <summary>A gateway of its own, whose log cannot be written for a while.</summary>
    public sealed class Away
    {
        [Fact]
        public async Task Where_it_cannot_be_written_nothing_is_shown_and_the_same_call_later_shows_it()
        {
            await using var gateway = new WholeGateway([]);
            await gateway.InitializeAsync();
            await gateway.Opened("CC-away");
            using var client = new HttpClient { BaseAddress = gateway.Address };
            using var database = new SqliteConnection($"Data Source={gateway.DatabasePath}");
            database.Open();
            Execute("ALTER TABLE access_log RENAME TO access_log_away");

            var events = await client.SendAsync(
                Requests.Get($"{Payments.Path}/CC-away/events").WithKey(WholeGateway.Key), Requests.Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, events.StatusCode);
            Assert.Equal("unavailable", await events.ErrorCode());
            Assert.NotNull(events.Headers.RetryAfter);
            var dashboard = await client.SendAsync(
                Requests.Get("/dashboard/").WithKey(WholeGateway.OperatorKey), Requests.Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, dashboard.StatusCode);
            // This one was shown, and written, within the hour.
            Assert.Equal("AwaitingPayment", (await gateway.Read("CC-away")).Status);

            Execute("ALTER TABLE access_log_away RENAME TO access_log");
            Assert.Equal(HttpStatusCode.OK, (await gateway.Look("/CC-away/events")).StatusCode);

            void Execute(string sql)
            {
                using var command = database.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
        }
    }
}

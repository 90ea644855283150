using System.Globalization;
using System.Net;
using System.Text.Json;
using CryptoPay.Grains.Interfaces;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class ListTests(WholeGateway gateway)
{
    [Fact]
    public async Task Pages_hold_every_payment_once_newest_first_though_others_are_made_meanwhile()
    {
        var key = WholeGateway.KeyOf("pages");
        string[] made = ["CC-1", "CC-2", "CC-3", "CC-4", "CC-5"];
        foreach (var orderId in made) await Create(orderId, key);

        List<string> seen = [];
        var cursor = "";
        do
        {
            var page = await Page($"?take=2&cursor={cursor}", key);
            seen.AddRange(page.Items.Select(view => view.OrderId));
            cursor = page.NextCursor;
            await Create($"CC-later-{seen.Count}", key);
        }
        while (cursor != "");

        Assert.Equal(made.Reverse(), seen);
    }

    [Fact]
    public async Task A_list_holds_only_the_status_and_the_time_that_were_asked_for()
    {
        var key = WholeGateway.KeyOf("filters");
        await Create("CC-open", key);
        await Create("CC-gone", key);
        await (await gateway.Send(Requests.Post($"{Payments.Path}/CC-gone/cancel"), key)).View();

        await Payments.Until(
            async () => await (await gateway.Send(Requests.Get($"{Payments.Path}/CC-gone"), key)).View(),
            view => view.Status == "Cancelled");
        Assert.Equal(["CC-gone"], await OrdersOf("?status=cancelled", key));
        Assert.Empty(await OrdersOf("?status=Settled", key));
        Assert.Equal(["CC-gone", "CC-open"], await OrdersOf("?from=2020-01-01", key));
        Assert.Empty(await OrdersOf("?from=2100-01-01T00:00:00Z", key));
        Assert.Empty(await OrdersOf("?to=2020-01-01", key));
        Assert.Equal(["CC-gone", "CC-open"], await OrdersOf("?to=2100-01-01", key));
        Assert.Empty(await OrdersOf("?settledFrom=2020-01-01", key));
    }

    [Fact]
    public async Task A_list_of_the_settled_begins_with_its_first_bound_and_ends_before_its_second()
    {
        await gateway.Settled("CC-settled-in");
        var settledAt = Uri.EscapeDataString((await gateway.Read("CC-settled-in")).SettledAt);
        var next = Uri.EscapeDataString(
            DateTimeOffset.Parse((await gateway.Read("CC-settled-in")).SettledAt, CultureInfo.InvariantCulture)
                .AddSeconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

        Assert.Contains(
            "CC-settled-in", await OrdersOf($"?settledFrom={settledAt}&settledTo={next}&take=200", WholeGateway.Key));
        Assert.DoesNotContain("CC-settled-in", await OrdersOf($"?settledFrom={next}&take=200", WholeGateway.Key));
        Assert.DoesNotContain("CC-settled-in", await OrdersOf($"?settledTo={settledAt}&take=200", WholeGateway.Key));
    }

    [Fact]
    public async Task What_waits_for_a_person_is_listed_for_its_merchant_and_for_operators()
    {
        await gateway.Opened("CC-waits");
        await gateway.Opened("CC-waits-not");
        await gateway.Control("CC-waits", "expire");
        await gateway.Control("CC-waits", "pay");
        await gateway.Until("CC-waits", view => view.ActionRequired == "review");

        foreach (var key in new[] { WholeGateway.Key, WholeGateway.OperatorKey })
        {
            var waiting = await OrdersOf("?actionRequired=review&take=200", key);
            Assert.Contains("CC-waits", waiting);
            Assert.DoesNotContain("CC-waits-not", waiting);
        }
    }

    [Fact]
    public async Task A_listed_payment_looks_as_it_does_by_itself()
    {
        var key = WholeGateway.KeyOf("looks");
        await Create("CC-same", key);
        var alone = await Payments.Until(
            async () => await (await gateway.Send(Requests.Get($"{Payments.Path}/CC-same"), key)).View(),
            view => view.Status == "AwaitingPayment");

        var listed = Assert.Single((await Page("", key)).Items);

        Assert.Equal(alone.Lasting(), listed.Lasting());
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_left_out_counted_and_logged_and_the_others_are_listed()
    {
        var key = WholeGateway.KeyOf("rows");
        foreach (var orderId in new[] { "CC-1", "CC-bad", "CC-3" }) await Create(orderId, key);
        // Its grain writes no more for now.
        await Payments.Until(
            async () => await (await gateway.Send(Requests.Get($"{Payments.Path}/CC-bad"), key)).View(),
            view => view.Status == "AwaitingPayment");
        using (var database = new SqliteConnection($"Data Source={gateway.DatabasePath}"))
        {
            database.Open();
            using var spoil = database.CreateCommand();
            spoil.CommandText = "UPDATE grain_state SET payload = json_set(payload, '$.version', 99) "
                + "WHERE grain_key = 'rows/CC-bad'";
            spoil.ExecuteNonQuery();
        }

        var page = await Page("?take=2", key);
        Assert.Equal(["CC-3"], page.Items.Select(view => view.OrderId));
        Assert.Equal(1, page.Unreadable);
        var next = await Page($"?cursor={page.NextCursor}", key);
        Assert.Equal(["CC-1"], next.Items.Select(view => view.OrderId));
        Assert.Equal(0, next.Unreadable);
        Assert.Contains(gateway.Log.Lines, line => line.Contains("Order rows/CC-bad is left out of a list"));
    }

    [Fact]
    public async Task Another_merchant_sees_none_of_them()
    {
        await (await gateway.Post(Payments.Body("CC-private"))).View();

        Assert.Empty(await OrdersOf("", WholeGateway.OtherKey));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("~first/CC-1")]
    [InlineData("1e3~first/CC-1")]
    [InlineData("99999999999999999999~first/CC-1")]
    public async Task A_cursor_that_no_page_gave_is_refused(string cursor)
    {
        var answer = await gateway.Look($"?cursor={cursor}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty("cursor", out _));
    }

    private async Task Create(string orderId, string key) =>
        await gateway.Created(Payments.Body(orderId), key);

    private async Task<string[]> OrdersOf(string query, string key) =>
        [.. (await Page(query, key)).Items.Select(view => view.OrderId)];

    private async Task<PaymentIntentPage> Page(string query, string key)
    {
        var answer = await gateway.Send(Requests.Get(Payments.Path + query), key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<PaymentIntentPage>(await answer.Text(), JsonSerializerOptions.Web)!;
    }
}

using System.Net;
using System.Text.Json;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Whose orders a key reaches.</summary>
public class MerchantTests(WholeGateway gateway)
{
    private const string Own = "north";
    private const string Other = "south";

    private static readonly string Key = WholeGateway.KeyOf(Own);
    private static readonly string OtherKey = WholeGateway.KeyOf(Other);

    [Fact]
    public async Task A_key_for_all_reaches_an_order_by_its_merchants_name()
    {
        await Create("CC-both", Key);
        await Create("CC-both", OtherKey, amount: "7.00");

        var first = await (await Operate(Requests.Get, $"/CC-both?merchant={Own}")).View();
        var other = await (await Operate(Requests.Get, $"/CC-both?merchant={Other}")).View();

        Assert.Equal(
            ((Own, "100.00"), (Other, "7.00")), ((first.Merchant, first.Amount), (other.Merchant, other.Amount)));
        Assert.Equal(
            HttpStatusCode.OK, (await Operate(Requests.Get, $"/CC-both/events?merchant={Other}")).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await Operate(Requests.Get, $"/CC-both/refunds?merchant={Other}")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/CC-1")]
    [InlineData("GET", "/CC-1/events")]
    [InlineData("GET", "/CC-1/refunds")]
    [InlineData("GET", "/CC-1/refunds/R-1")]
    [InlineData("GET", "/CC-1?merchant=")]
    [InlineData("GET", "/CC-1?merchant=*")]
    [InlineData("GET", "/CC-1?merchant=a%2Fb")]
    [InlineData("GET", "/CC-1?merchant=north&merchant=south")]
    [InlineData("GET", "?merchant=a%2Fb")]
    [InlineData("POST", "/CC-1/cancel")]
    [InlineData("POST", "/CC-1/invoices")]
    public async Task A_key_for_all_is_told_to_name_the_merchant(string method, string path) =>
        await AssertMerchantRefused(await Operate(method == "GET" ? Requests.Get : to => Requests.Post(to), path));

    [Fact]
    public async Task A_key_for_all_names_the_merchant_of_a_create_too()
    {
        await AssertMerchantRefused(await Operate(to => Requests.Post(to, Payments.Body("CC-named")), ""));

        await (await Operate(to => Requests.Post(to, Payments.Body("CC-named")), $"?merchant={Other}")).View();

        var theirs = await gateway.Send(Requests.Get($"{Payments.Path}/CC-named"), OtherKey);
        Assert.Equal(Other, (await theirs.View()).Merchant);
    }

    [Fact]
    public async Task A_key_of_one_merchant_may_name_it_and_no_other()
    {
        await Create("CC-own", Key);
        await Create("CC-theirs", OtherKey);

        Assert.Equal("CC-own", (await (await Look($"/CC-own?merchant={Own}")).View()).OrderId);
        foreach (var path in new[] { "/CC-theirs", "/CC-theirs/events", "/CC-theirs/refunds", "" })
            await AssertMerchantRefused(await Look($"{path}?merchant={Other}"));
    }

    [Fact]
    public async Task A_list_of_who_looks_at_everything_is_over_all_merchants_and_says_whose_each_is()
    {
        await Create("CC-over-1", Key);
        await Create("CC-over-2", OtherKey);

        var all = (await Page("")).Where(view => view.OrderId.StartsWith("CC-over-", StringComparison.Ordinal));
        Assert.Equal(
            [("CC-over-2", Other), ("CC-over-1", Own)], all.Select(view => (view.OrderId, view.Merchant)));
        Assert.All(await Page($"&merchant={Other}"), view => Assert.Equal(Other, view.Merchant));
        Assert.All(await Page("&status=Requested"), view => Assert.Equal("Requested", view.Status));
    }

    [Fact]
    public async Task Who_reads_payments_of_all_but_does_not_look_at_everything_lists_one_merchant_at_a_time()
    {
        await using var reading = new WholeGateway(
            "--ApiKeys:reader:Merchant=*", "--ApiKeys:reader:Scopes:0=payments:read",
            $"--ApiKeys:reader:Sha256={Convert.ToHexString(CryptoPay.Gateway.Access.ApiKeyRing.Hash("reader"))}");
        await reading.InitializeAsync();

        await AssertMerchantRefused(await reading.Send(Requests.Get(Payments.Path), "reader"));
        Assert.Equal(
            HttpStatusCode.OK,
            (await reading.Send(Requests.Get($"{Payments.Path}?merchant={Other}"), "reader")).StatusCode);
    }

    private Task<HttpResponseMessage> Operate(Func<string, HttpRequestMessage> request, string path) =>
        gateway.Send(request(Payments.Path + path), WholeGateway.OperatorKey);

    private Task<HttpResponseMessage> Look(string path) => gateway.Send(Requests.Get(Payments.Path + path), Key);

    private async Task Create(string orderId, string key, string amount = "100.00") =>
        await gateway.Created(Payments.Body(orderId, amount), key);

    private async Task<PaymentIntentView[]> Page(string query)
    {
        var answer = await Operate(Requests.Get, $"?take=200{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. JsonSerializer.Deserialize<PaymentIntentPage>(await answer.Text(), JsonSerializerOptions.Web)!.Items];
    }

    private static async Task AssertMerchantRefused(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["merchant"],
            (await answer.Problem()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}

using System.Net;
using System.Text.Json;
using CryptoPay.Grains.Access;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Customers;

/// <summary>What a merchant's own people ask for a person who asked them.</summary>
public sealed class CustomerEndpointsTests(WholeGateway gateway)
{
    private const string Customers = "/v1/customers";

    [Fact]
    public async Task An_export_has_all_that_was_said_of_a_customer_and_is_written_down()
    {
        await Opened("CC-exported", "C-exported");

        var order = (await Asked("exports", "C-exported")).GetProperty("orders").EnumerateArray().Single();

        Assert.Equal("CC-exported", order.GetProperty("payment").GetProperty("orderId").GetString());
        Assert.Equal("Table 7", order.GetProperty("posLabel").GetString());
        Assert.Equal("+1 555", order.GetProperty("metadata").GetProperty("phone").GetString());
        Assert.True(order.GetProperty("history").GetProperty("isChainIntact").GetBoolean());
        Assert.Contains(
            await gateway.Services.GetRequiredService<IAccessLog>().Read(
                new AccessFilter(Who: "operator", Merchant: WholeGateway.Merchant), null, 1000, Requests.Cancellation),
            row => row.Access.What == "export");
    }

    [Fact]
    public async Task An_erasure_says_what_waits_what_stays_and_when_the_last_backup_is_gone()
    {
        var view = await Opened("CC-of-C-erased", "C-erased");

        var certificate = await Asked("erasures", "C-erased");

        Assert.Equal("waiting", certificate.GetProperty("status").GetString());
        Assert.Equal("CC-of-C-erased", certificate.GetProperty("waitingOrders").EnumerateArray().Single().GetString());
        Assert.Equal(1, certificate.GetProperty("keysDestroyed").GetInt32());
        var destroyedAt = certificate.GetProperty("keysDestroyedAt").GetDateTimeOffset();
        Assert.Equal(
            $"{destroyedAt.AddDays(35):yyyy-MM-dd}", certificate.GetProperty("backupsEndAt").GetString());
        Assert.All(certificate.GetProperty("stays").EnumerateArray(), stays => Assert.All(
            (string[])["what", "why", "until"], part => Assert.NotEmpty(stays.GetProperty(part).GetString()!)));
        // Who is on the line goes on.
        Assert.Equal(view.PaymentUri, (await gateway.Read("CC-of-C-erased")).PaymentUri);
    }

    [Fact]
    public async Task A_customer_of_another_merchant_is_nobody()
    {
        await Opened("CC-of-C-mine", "C-mine");

        Assert.Empty((await Asked("exports", "C-mine", "other")).GetProperty("orders").EnumerateArray());
        var nothing = await Asked("erasures", "C-mine", "other");

        Assert.Equal(("nothing", ""),
            (nothing.GetProperty("status").GetString(), nothing.GetProperty("backupsEndAt").GetString()));
        Assert.Single((await Asked("exports", "C-mine")).GetProperty("orders").EnumerateArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"customerRef":""}""")]
    [InlineData("""{"customerRef":7}""")]
    public async Task Who_names_no_customer_is_told_so(string body)
    {
        foreach (var what in (string[])["erasures", "exports"])
        {
            var answer = await Ask(what, body, WholeGateway.Merchant);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty("customerRef", out _));
        }
    }

    private Task<PaymentIntentView> Opened(string orderId, string customerRef) => gateway.Opened(
        orderId, $$""", "posLabel":"Table 7", "metadata":{"customerRef":"{{customerRef}}","phone":"+1 555"}""");

    private async Task<JsonElement> Asked(string what, string customerRef, string merchant = WholeGateway.Merchant)
    {
        var answer = await Ask(what, $$"""{"customerRef":"{{customerRef}}"}""", merchant);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Text()).RootElement;
    }

    private Task<HttpResponseMessage> Ask(string what, string body, string merchant) =>
        gateway.Send(Requests.Post($"{Customers}/{what}?merchant={merchant}", body), WholeGateway.OperatorKey);
}

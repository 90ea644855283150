using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class CreateTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_create_answers_with_every_key_flat_and_none_null()
    {
        var answer = await gateway.Post(Payments.Body("CC-keys"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = JsonDocument.Parse(await answer.Text()).RootElement;
        var keys = typeof(PaymentIntentView).GetProperties()
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        Assert.Equal(keys.Order(), body.EnumerateObject().Select(member => member.Name).Order());
        Assert.All(body.EnumerateObject(), member => Assert.False(
            member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array, member.Name));
    }

    [Fact]
    public async Task A_create_brings_all_that_a_customer_needs_to_pay()
    {
        var view = await gateway.Opened("CC-payable");

        Assert.Equal(("Awaiting Payment", "pending"), (view.CaseStatus, view.Outcome));
        Assert.Equal(
            ("100.00", "USD", "0.002", "BTC"), (view.Amount, view.IsoCode, view.CryptoAmount, view.CryptoCode));
        Assert.StartsWith("bitcoin:bcrt1q", view.PaymentUri);
        Assert.StartsWith(gateway.Address.ToString(), view.CheckoutUrl);
        Assert.StartsWith($"{gateway.Address}qr/first/CC-payable/", view.QrCodeUrl);
        Assert.InRange(view.SecondsLeft, 1, 15 * 60);
        Assert.True(view.PollAfterSeconds > 0);
    }

    [Fact]
    public async Task The_same_call_again_is_the_same_answer()
    {
        var first = await gateway.Opened("CC-again");

        var again = await (await gateway.Post(Payments.Body("CC-again"))).View();

        Assert.Equal(first.Lasting(), again.Lasting());
    }

    [Fact]
    public async Task Two_hundred_callers_at_once_have_one_payment_and_one_invoice()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.Post(Payments.Body("CC-crowd"))));
        var views = await Task.WhenAll(answers.Select(answer => answer.View()));

        // On a slow machine some are answered before the invoice is there.
        Assert.All(views.GroupBy(view => view.Status),
            alike => Assert.Single(alike.Select(view => view.Lasting()).Distinct()));
        Assert.Single(views.Select(view => view.PaymentIntentId).Distinct());
        await gateway.Until("CC-crowd", view => view.Status == "AwaitingPayment");
        Assert.Single(await gateway.InvoicesOf("CC-crowd"));
    }

    [Fact]
    public async Task Other_metadata_is_no_conflict()
    {
        var first = await gateway.Opened("CC-session", """, "metadata":{"session":"1"}""");

        var again = await (await gateway.Post(Payments.Body("CC-session", more: """, "metadata":{"session":"2"}""")))
            .View();

        Assert.Equal(first.Lasting(), again.Lasting());
    }
}

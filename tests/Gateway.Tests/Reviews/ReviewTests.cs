using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.History;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.Reviews;

/// <summary>A person's word over real HTTP, through gateway, grain and sandbox.</summary>
public class ReviewTests(WholeGateway gateway)
{
    private const string NothingOwed = """{"resolution":"nothing_owed","reason":"By phone."}""";
    private const string Credited = """{"resolution":"credited","reason":"By phone."}""";

    /// <summary>A verdict that contradicts its amount; no webhook tells of it, and one of money does.</summary>
    private const string Doubted = "verdict?status=Settled&paidAmount=1.00 > pay?amount=1.00";

    [Fact]
    public async Task Nothing_owed_ends_a_review_of_late_money_and_its_repeat_is_the_same_answer()
    {
        await Late("CC-quits");

        var closed = await Said("CC-quits", NothingOwed);

        Assert.Equal(("Expired", "expired", "none", "100.00", "0.00", true), (closed.Status, closed.Outcome,
            closed.ActionRequired, closed.AmountPaid, closed.AmountDue, closed.IsFinal));
        Assert.Equal(closed.Lasting(), (await Said("CC-quits", NothingOwed)).Lasting());
    }

    [Fact]
    public async Task Credited_is_paid_by_a_persons_word_and_its_repeat_is_the_same_answer()
    {
        await Late("CC-credited");

        var credited = await Said("CC-credited", Credited);

        Assert.Equal(("Settled", "Payment Status: Complete", true, "none", "0.00"), (credited.Status,
            credited.CaseStatus, credited.IsPaid, credited.ActionRequired, credited.AmountDue));
        Assert.Contains("Manual", credited.Qualifiers, StringComparison.Ordinal);
        Assert.Equal(credited.Lasting(), (await Said("CC-credited", Credited)).Lasting());
    }

    [Fact]
    public async Task What_went_back_is_counted_once_and_ends_the_review_when_it_is_all()
    {
        var invoiceId = await Late("CC-returned");

        var part = await Said("CC-returned", Returned(invoiceId, "60.00"));
        var repeat = await Said("CC-returned", Returned(invoiceId, "60.00"));
        var all = await Said("CC-returned", Returned(invoiceId, "100.00"));

        Assert.Equal(("review", "60.00"), (part.ActionRequired, part.AmountRefunded));
        Assert.Equal(part.Lasting(), repeat.Lasting());
        Assert.Equal(("refunded", "100.00"), (all.Outcome, all.AmountRefunded));
    }

    [Fact]
    public async Task It_is_listed_while_it_is_under_review_and_new_money_raises_another()
    {
        var invoiceId = await Opened("CC-review-again");
        Assert.False(await IsListed("CC-review-again"));
        await gateway.Control("CC-review-again", "pay");
        await gateway.Control("CC-review-again", "mark?status=Invalid");
        await gateway.Until("CC-review-again", view => view.Outcome == "review");
        Assert.True(await IsListed("CC-review-again"));

        Assert.Equal("none", (await Said("CC-review-again", NothingOwed)).ActionRequired);
        Assert.False(await IsListed("CC-review-again"));

        // The same money is seen again, confirmed now.
        var before = (await Events("CC-review-again")).Length;
        await gateway.Control("CC-review-again", "confirm");
        await Payments.Until(() => Events("CC-review-again"), events => events.Length > before);
        Assert.Equal("none", (await gateway.Read("CC-review-again")).ActionRequired);
        Assert.False(await IsListed("CC-review-again"));

        await gateway.Control("CC-review-again", $"pay?invoiceId={invoiceId}&amount=50.00");
        await gateway.Until("CC-review-again", view => view is { ActionRequired: "review", AmountPaid: "150.00" });
        Assert.True(await IsListed("CC-review-again"));
    }

    [Theory]
    [InlineData("invalid", "pay > mark?status=Invalid", "review 100.00", NothingOwed, "failed 100.00")]
    [InlineData("invalid-back", "pay > mark?status=Invalid", "review 100.00", "100.00", "refunded 100.00")]
    [InlineData("doubted", Doubted, "review 1.00", Credited, "paid 1.00")]
    [InlineData("doubted-quits", Doubted, "review 1.00", NothingOwed, "failed 1.00")]
    [InlineData("overpaid", "pay?amount=150.00 > confirm", "paid 150.00", NothingOwed, "paid 150.00")]
    [InlineData("overpaid-back", "pay?amount=150.00 > confirm", "paid 150.00", "50.00", "paid 150.00")]
    public async Task Whatever_money_it_is_about_it_is_listed_until_a_person_ends_it(
        string name, string steps, string seen, string word, string ended)
    {
        var orderId = $"CC-review-{name}";
        var invoiceId = await Opened(orderId);
        foreach (var step in steps.Split(" > ")) await gateway.Control(orderId, step);
        var waits = await gateway.Until(orderId, view => view.ActionRequired == "review");
        Assert.Equal((seen, "0.00"), ($"{waits.Outcome} {waits.AmountPaid}", waits.AmountDue));
        Assert.True(await IsListed(orderId));

        var closed = await Said(orderId, word.StartsWith('{') ? word : Returned(invoiceId, word));

        Assert.Equal((ended, "none", true),
            ($"{closed.Outcome} {closed.AmountPaid}", closed.ActionRequired, closed.IsFinal));
        Assert.False(await IsListed(orderId));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_its_field_or_code_and_changes_nothing()
    {
        var invoiceId = await Late("CC-wrong");
        var before = await gateway.Read("CC-wrong");

        await Refused("CC-wrong", Returned(invoiceId, "100.01"), 400, "return_too_large", "amount");
        await Refused("CC-wrong", Returned(invoiceId, "1.001"), 400, "refund_amount_too_fine", "amount");
        await Refused("CC-wrong", Returned("nobodys", "1.00"), 400, "invoice_not_found", "invoiceId");
        await Refused("CC-wrong", """{"resolution":"credited"}""", 400, "invalid_request", "reason");
        await Refused("CC-nobody", NothingOwed, 404, "not_found");
        Assert.Equal(before.Lasting(), (await gateway.Read("CC-wrong")).Lasting());

        await gateway.Opened("CC-well");
        await Refused("CC-well", NothingOwed, 409, "nothing_to_review");
        await Refused("CC-well", Credited, 409, "nothing_to_review");
    }

    [Fact]
    public async Task Who_said_it_and_why_stand_in_the_history()
    {
        await Late("CC-who");
        await Said("CC-who", NothingOwed);

        var history = await Events("CC-who");

        var said = Assert.Single(history, entry => entry.Event == "ReviewResolved");
        Assert.Equal(("operator", "By phone.", "NothingOwed"),
            (said.Data["who"], said.Data["reason"], said.Data["outcome"]));
        Assert.Null(HistoryChain.FirstBroken(history));
    }

    /// <summary>Paid when its time was over, and so under review.</summary>
    private async Task<string> Late(string orderId)
    {
        var invoiceId = await Opened(orderId);
        await gateway.Control(orderId, "expire");
        await gateway.Until(orderId, view => view.Status == "Expired");
        await gateway.Control(orderId, "pay");
        await gateway.Until(orderId, view => view.ActionRequired == "review");
        return invoiceId;
    }

    private async Task<string> Opened(string orderId)
    {
        await gateway.Opened(orderId);
        return (await gateway.InvoicesOf(orderId)).Single().GetProperty("invoiceId").GetString()!;
    }

    private static string Returned(string invoiceId, string amount) =>
        $$"""{"resolution":"returned","invoiceId":"{{invoiceId}}","amount":"{{amount}}","reason":"By hand."}""";

    private async Task<PaymentIntentView> Said(string orderId, string body) => await (await Say(orderId, body)).View();

    private Task<HttpResponseMessage> Say(string orderId, string body) => gateway.Send(
        Requests.Post($"{Payments.Path}/{orderId}/review?merchant={WholeGateway.Merchant}", body),
        WholeGateway.OperatorKey);

    private async Task Refused(string orderId, string body, int status, string errorCode, string field = "")
    {
        var answer = await Say(orderId, body);
        Assert.Equal(((HttpStatusCode)status, errorCode), (answer.StatusCode, await answer.ErrorCode()));
        if (field != "") Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private async Task<ImmutableArray<HistoryEntry>> Events(string orderId) =>
        (await gateway.Events(orderId)).Events;

    private async Task<bool> IsListed(string orderId) => JsonSerializer.Deserialize<PaymentIntentPage>(
        await (await gateway.Look("?actionRequired=review&take=200")).Text(), JsonSerializerOptions.Web)!
        .Items.Any(view => view.OrderId == orderId);
}

using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Sandbox.Tests.BitPay;

/// <summary>Whole lives of refunds, asked for and read by the product's adapter.</summary>
public sealed class RefundLifeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refund_goes_out_when_the_customer_accepts_it_and_only_the_invoices_webhook_says_whose_it_is()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await Complete(account);

        var asked = Assert.IsType<Found>(await Create(account, invoice)).Value;
        Assert.Equal((RefundStatus.Pending, 0m), (asked.Status, asked.AmountOut));
        Assert.Equal(0m, (await account.Read(invoice)).AmountRefunded);

        await account.Sandbox.Control(BitPayAccount.OrderId, "refunds/pay-out");
        var paid = await Read(account, asked);
        Assert.Equal((RefundStatus.Completed, 4m, new Money(4m, "USD")), (paid.Status, paid.AmountOut, paid.Amount));
        var after = await account.Read(invoice);
        Assert.Equal((InvoiceStatus.Settled, 10.5m, 4m), (after.Status, after.AmountPaid, after.AmountRefunded));

        var located = new WebhookReading.Located(new("default", BitPayAccount.OrderId));
        Assert.Equal((located, "invoice_paidInFull"), await account.NextWebhook());
        Assert.Equal((located, "invoice_completed"), await account.NextWebhook());
        Assert.Equal((new WebhookReading.Stranger(), "refund_created"), await account.NextWebhook());
        Assert.Equal((new WebhookReading.Stranger(), "refund_pending"), await account.NextWebhook());
        Assert.Equal((new WebhookReading.Stranger(), "refund_success"), await account.NextWebhook());
        Assert.Equal((located, "invoice_refundComplete"), await account.NextWebhook());
    }

    [Fact]
    public async Task A_refund_that_is_cancelled_gives_nothing_back_and_can_be_asked_for_again()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await Complete(account);
        var asked = Assert.IsType<Found>(await Create(account, invoice, 10.5m)).Value;

        await account.Sandbox.Control(BitPayAccount.OrderId, "refunds/reject");

        var cancelled = await Read(account, asked);
        Assert.Equal((RefundStatus.Failed, "canceled"), (cancelled.Status, cancelled.StatusText));
        Assert.Equal(0m, cancelled.AmountOut);
        Assert.Equal(0m, (await account.Read(invoice)).AmountRefunded);
        Assert.IsType<Found>(await Create(account, invoice, 10.5m));
    }

    [Fact]
    public async Task Until_its_sixth_block_an_invoice_waits_with_its_refund()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        Assert.Equal(new Refused("not_complete"), await Create(account, invoice));

        foreach (var control in new[] { "pay", "confirm" })
        {
            await account.After(invoice, control);
            Assert.Equal(
                "not_complete_yet", Assert.IsType<Unavailable>(await Create(account, invoice)).Code);
        }

        await account.After(invoice, "confirm?blocks=5");
        Assert.IsType<Found>(await Create(account, invoice));
    }

    [Fact]
    public async Task Parts_are_given_back_up_to_the_price_and_not_a_cent_more()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await Complete(account);

        Assert.IsType<Found>(await Create(account, invoice, 4m));
        Assert.Equal(new Refused("bitpay_010202"), await Create(account, invoice, 6.51m));
        Assert.IsType<Found>(await Create(account, invoice, 6.5m));
        Assert.Equal(new Refused("bitpay_010202"), await Create(account, invoice, 0.01m));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_found_by_its_key_and_made_once()
    {
        await using var account = await BitPayAccount.Open();
        var request = Request(await Complete(account), 10.5m);
        Assert.Empty(await Find(account, request));
        await account.Sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.True(Assert.IsType<Unavailable>(await account.Refunds.CreateRefund(request, Cancellation)).WasSent);

        var found = Assert.Single(await Find(account, request));

        Assert.Equal(new Found(found), await account.Refunds.CreateRefund(request, Cancellation));
        Assert.Equal(found, await Read(account, found));
    }

    [Fact]
    public async Task A_search_may_lag()
    {
        await using var account = await BitPayAccount.Open();
        var request = Request(await Complete(account));
        await account.Sandbox.SetFault("""{"searchLagMs":3000}""");
        await account.Refunds.CreateRefund(request, Cancellation);
        Assert.Empty(await Find(account, request));

        account.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Single(await Find(account, request));
    }

    [Fact]
    public async Task A_refund_survives_a_restart_and_goes_on()
    {
        var first = await BitPayAccount.Open();
        var invoice = await Complete(first);
        var asked = Assert.IsType<Found>(await Create(first, invoice)).Value;

        await using var second = await first.Restart();

        Assert.Equal(asked, await Read(second, asked));
        await second.Sandbox.Control(BitPayAccount.OrderId, "refunds/pay-out");
        Assert.Equal(RefundStatus.Completed, (await Read(second, asked)).Status);
        Assert.Equal(4m, (await second.Read(invoice)).AmountRefunded);
    }

    [Fact]
    public async Task A_refund_of_an_invoice_that_is_only_confirmed_declines_it_and_gives_all_of_it_back()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        await account.After(invoice, "pay");
        await account.After(invoice, "confirm");

        // The adapter never sends this.
        var answer = await Post(account, "sandbox-merchant-token", invoice);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var refund = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("\"amount\":10.5", refund, StringComparison.Ordinal);
        Assert.Equal("declined/", (await account.Read(invoice)).StatusText);
    }

    [Fact]
    public async Task A_preview_changes_nothing_until_it_is_confirmed_and_is_confirmed_once()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await Complete(account);
        var preview = await Post(account, "sandbox-merchant-token", invoice, ""","preview":true""");
        var id = JsonElement.Parse(await preview.Content.ReadAsStringAsync(Cancellation))
            .GetProperty("data").GetProperty("id").GetString()!;
        await account.Sandbox.Control(BitPayAccount.OrderId, "refunds/pay-out");
        Assert.Equal(0m, (await account.Read(invoice)).AmountRefunded);

        var confirmed = await Confirm(account, id);
        Assert.Contains("\"status\":\"created\"", await confirmed.Content.ReadAsStringAsync(Cancellation));
        await account.Sandbox.Control(BitPayAccount.OrderId, "refunds/pay-out");

        Assert.Equal(4m, (await account.Read(invoice)).AmountRefunded);
        Assert.Equal(HttpStatusCode.BadRequest, (await Confirm(account, id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Confirm(account, "another")).StatusCode);
    }

    [Theory]
    [InlineData("sandbox-api-token", HttpStatusCode.Forbidden)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    public async Task Only_the_merchant_facade_refunds(string token, HttpStatusCode status)
    {
        await using var account = await BitPayAccount.Open();

        Assert.Equal(status, (await Post(account, token, await Complete(account))).StatusCode);
    }

    private static async Task<Invoice> Complete(BitPayAccount account)
    {
        var invoice = await account.Create();
        await account.After(invoice, "pay");
        await account.After(invoice, "confirm?blocks=6");
        return invoice;
    }

    private static RefundRequest Request(Invoice invoice, decimal amount = 4m) => new()
    {
        InvoiceId = invoice.InvoiceId,
        RefundId = "refund-ü-1",
        Key = Guid.NewGuid().ToString(),
        Amount = new Money(amount, "USD"),
        CryptoCode = "BTC",
    };

    private static Task<ProcessorResult<Refund>> Create(BitPayAccount account, Invoice invoice, decimal amount = 4m) =>
        account.Refunds.CreateRefund(Request(invoice, amount), Cancellation);

    private static async Task<Refund> Read(BitPayAccount account, Refund refund) => Assert.IsType<Found>(
        await account.Refunds.ReadRefund(refund.InvoiceId, refund.ProcessorRefundId, Cancellation)).Value;

    private static async Task<ImmutableArray<Refund>> Find(BitPayAccount account, RefundRequest request) =>
        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(
            await account.Refunds.FindRefunds(request, Cancellation)).Value;

    private static Task<HttpResponseMessage> Post(
        BitPayAccount account, string token, Invoice invoice, string more = "") => Send(
        account, HttpMethod.Post, "refunds",
        $$"""{"token":"{{token}}","invoiceId":"{{invoice.InvoiceId}}","amount":4,"currency":"USD"{{more}}}""");

    private static Task<HttpResponseMessage> Confirm(BitPayAccount account, string refundId) => Send(
        account, HttpMethod.Put, $"refunds/{refundId}", """{"token":"sandbox-merchant-token","status":"created"}""");

    /// <summary>Signed by a key of its own: the sandbox takes any.</summary>
    private static async Task<HttpResponseMessage> Send(
        BitPayAccount account, HttpMethod method, string path, string body)
    {
        var url = $"{account.Sandbox.Http.BaseAddress}sandbox/bitpay/{path}";
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        using var call = new HttpRequestMessage(method, url) { Content = new StringContent(body) };
        call.Headers.Add("X-Identity", ((point.Y![^1] & 1) == 0 ? "02" : "03") + Convert.ToHexStringLower(point.X!));
        call.Headers.Add("X-Signature", Convert.ToHexStringLower(key.SignData(
            Encoding.UTF8.GetBytes(url + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        return await account.Sandbox.Http.SendAsync(call, Cancellation);
    }
}

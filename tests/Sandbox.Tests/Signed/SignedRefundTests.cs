using System.Collections.Immutable;
using System.Text;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Sandbox.Tests.Signed;

/// <summary>Refunds of a payment of 100.00 USD, as the real adapter asks the real dialect for them.</summary>
public sealed class SignedRefundTests : IAsyncLifetime
{
    private SignedDesk desk = null!;
    private Invoice invoice = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IRefundingProcessor Refunds => (IRefundingProcessor)desk.Processor;

    public async ValueTask InitializeAsync()
    {
        desk = await SignedDesk.Start();
        invoice = await desk.Created();
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("pay-out", RefundStatus.Completed, "40")]
    [InlineData("reject", RefundStatus.Failed, "0")]
    public async Task A_refund_ends_as_it_is_ended_and_no_control_ends_it_again(
        string control, RefundStatus status, string amountOut)
    {
        await Play("pay", "confirm");
        var refund = await Created();
        Assert.Equal((RefundStatus.Pending, 0m), await Read(refund));

        await Play($"refunds/{control}", "refunds/pay-out", "refunds/reject");

        Assert.Equal(
            (status, decimal.Parse(amountOut, System.Globalization.CultureInfo.InvariantCulture)), await Read(refund));
    }

    [Fact]
    public async Task The_money_is_told_of_when_it_is_out_and_not_before()
    {
        await Play("pay", "confirm");
        await Created();
        await Play("refunds/pay-out");

        string[] types = [await NextType(), await NextType(), await NextType(), await NextType()];

        Assert.Equal(["payment:received", "payment:confirming", "payment:confirmed", "payment_refunded"], types);
    }

    [Fact]
    public async Task The_same_request_at_any_time_is_the_same_refund()
    {
        await Play("pay", "confirm");
        var first = await Created();
        await Play("refunds/pay-out");

        var second = await Created();

        Assert.Equal(first.ProcessorRefundId, second.ProcessorRefundId);
        Assert.Equal(RefundStatus.Completed, second.Status);
        Assert.Single(await Find(Request()));
    }

    [Fact]
    public async Task The_key_or_the_refund_ID_with_another_body_is_a_conflict()
    {
        await Play("pay", "confirm");
        var request = Request();
        await Created(request);
        RefundRequest[] others =
        [
            request with { Amount = new Money(41m, "USD") },
            request with { RefundId = "refund-2" },
            request with { Key = "9d0c7f52-8a0e-4c7b-b3b8-2f6f0c0d5e11" },
        ];

        foreach (var other in others) Assert.Equal(new Refused("idempotency_conflict"), await Create(other));

        Assert.Single(await Find(request));
    }

    [Theory]
    [InlineData("pay")]
    [InlineData("pay?amount=39", "confirm")]
    [InlineData("pay?amount=39", "confirm", "pay")]
    [InlineData("expire")]
    public async Task Money_that_is_not_final_is_not_refunded(params string[] controls)
    {
        await Play(controls);

        Assert.Equal(new Refused("not_refundable"), await Create(Request()));
    }

    [Theory]
    [InlineData("pay?amount=40", "expire", "confirm")]
    [InlineData("expire", "pay?amount=40", "confirm")]
    public async Task Final_money_is_refunded_whatever_became_of_the_payment(params string[] controls)
    {
        await Play(controls);

        await Created();
    }

    [Fact]
    public async Task No_two_refunds_give_the_same_money_back_unless_the_first_has_failed()
    {
        await Play("pay", "confirm");
        var more = Request() with
        {
            RefundId = "refund-2",
            Key = "9d0c7f52-8a0e-4c7b-b3b8-2f6f0c0d5e11",
            Amount = new Money(60.01m, "USD"),
        };
        await Created();

        Assert.Equal(new Refused("not_refundable"), await Create(more));
        await Play("refunds/reject");
        await Created(more);
    }

    [Theory]
    [InlineData("reset-after", 1)]
    [InlineData("reset-before", 0)]
    public async Task After_a_lost_answer_the_refund_is_found_if_there_is_one(string fail, int made)
    {
        await Play("pay", "confirm");
        await desk.Sandbox.SetFault($$"""{"on":"create","times":1,"fail":"{{fail}}"}""");

        Assert.True(Assert.IsType<Unavailable>(await Create(Request())).WasSent);

        Assert.Equal(made, (await Find(Request())).Length);
        Assert.Empty(await Find(Request() with { RefundId = "another" }));
    }

    [Fact]
    public async Task A_lagging_search_finds_a_refund_only_when_it_is_old_enough()
    {
        await Play("pay", "confirm");
        await desk.Sandbox.SetFault("""{"searchLagMs":3000}""");
        await Created();

        Assert.Empty(await Find(Request()));
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(await Find(Request()));
    }

    [Fact]
    public async Task A_fault_on_reading_spoils_refunds_too()
    {
        await Play("pay", "confirm");
        var refund = await Created();
        await desk.Sandbox.SetFault("""{"on":"read","fail":"500"}""");

        Assert.Equal(new Unavailable("http_500"), await Refunds.ReadRefund(
            invoice.InvoiceId, refund.ProcessorRefundId, Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(
            new Refused("not_found"), await Refunds.ReadRefund(invoice.InvoiceId, new("another"), Cancellation));
        Assert.Equal(new Refused("not_found"), await Create(Request() with { InvoiceId = "another" }));
        Assert.Equal(new ProcessorResult<ImmutableArray<Refund>>.Refused("not_found"),
            await Refunds.FindRefunds(Request() with { InvoiceId = "another" }, Cancellation));
    }

    [Theory]
    [InlineData("""{"refundId":"","amount":"1","currency":"USD"}""")]
    [InlineData("""{"refundId":"r","amount":"0","currency":"USD"}""")]
    [InlineData("""{"refundId":"r","amount":"-1","currency":"USD"}""")]
    [InlineData("""{"refundId":"r","amount":"1","currency":"EUR"}""")]
    [InlineData("""{"refundId":"r","amount":1,"currency":"USD"}""")]
    [InlineData("""{"refundId":"r","amount":"1"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_bad_body_is_an_invalid_request(string body)
    {
        await Play("pay", "confirm");

        Assert.Equal((422, "invalid_request"), await Post(body, "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27"));
    }

    [Fact]
    public async Task Without_an_idempotency_key_nothing_is_refunded()
    {
        await Play("pay", "confirm");

        Assert.Equal((422, "invalid_request"), await Post("""{"refundId":"r","amount":"1","currency":"USD"}""", ""));
    }

    private RefundRequest Request() => new()
    {
        InvoiceId = invoice.InvoiceId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(40m, "USD"),
        CryptoCode = "BTC",
    };

    private async Task Play(params string[] controls)
    {
        foreach (var control in controls) await desk.Control(control);
    }

    private Task<ProcessorResult<Refund>> Create(RefundRequest request) => Refunds.CreateRefund(request, Cancellation);

    private async Task<Refund> Created(RefundRequest? request = null) =>
        Assert.IsType<Found>(await Create(request ?? Request())).Value;

    private async Task<(RefundStatus, decimal)> Read(Refund refund)
    {
        var read = Assert.IsType<Found>(
            await Refunds.ReadRefund(invoice.InvoiceId, refund.ProcessorRefundId, Cancellation)).Value;
        return (read.Status, read.AmountOut);
    }

    private async Task<ImmutableArray<Refund>> Find(RefundRequest request) =>
        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(
            await Refunds.FindRefunds(request, Cancellation)).Value;

    private async Task<string> NextType() =>
        (await desk.Receiver.Next()).Json.GetProperty("event").GetProperty("type").GetString()!;

    private async Task<(int, string?)> Post(string body, string key)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/sandbox/signed/payments/{invoice.InvoiceId}/refunds");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {SignedDesk.ApiKey}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await desk.Sandbox.Http.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return ((int)answer.StatusCode, System.Text.Json.JsonElement.Parse(text).GetProperty("code").GetString());
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedRefundTests : IDisposable
{
    private static readonly RefundRequest Request = new()
    {
        InvoiceId = SignedDialect.PaymentId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(40m, "USD"),
        CryptoCode = "BTC",
    };

    private readonly ProcessorRig rig = new(SignedDialect.Settings);

    [Fact]
    public async Task A_create_is_the_contracts_body_under_the_refunds_key_as_idempotency_key()
    {
        rig.Server.Script = call => SignedRefundDialect.AnswerTo(call, new KeptRefund(Request));

        await rig.Refunds.CreateRefund(Request, TestContext.Current.CancellationToken);

        var sent = Assert.Single(rig.Server.Calls);
        Assert.Equal("Bearer signed-test-key", sent.Authorization);
        Assert.Equal([Request.Key], sent.Headers.GetValues("Idempotency-Key"));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"refundId":"refund-1","amount":"40.00","currency":"USD"}"""),
            JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData("\"amountOut\":\"40.00\"", "\"amountOut\":\"-1\"")]
    [InlineData("\"amountOut\":\"40.00\"", "\"amountOut\":null")]
    [InlineData("\"amount\":\"40.00\",", "")]
    [InlineData("\"status\":\"completed\",", "")]
    [InlineData("\"status\":\"completed\"", "\"status\":\"completed\",\"status\":\"failed\"")]
    [InlineData("\"id\":\"ref_19c2\"", "\"id\":\"another\"")]
    [InlineData("\"paymentId\":\"pay_7f3a\"", "\"paymentId\":\"another\"")]
    public async Task What_cannot_be_is_nonsense(string contract, string bent)
    {
        var refund = SignedRefundDialect.RefundJson(new KeptRefund(Request, "completed/40.00"));
        Assert.Contains(contract, refund, StringComparison.Ordinal);
        rig.Server.Answers(new Answer.Says(200, refund.Replace(contract, bent, StringComparison.Ordinal)));

        Assert.IsType<ProcessorResult<Refund>.Nonsense>(await rig.Refunds.ReadRefund(
            SignedDialect.PaymentId, new(SignedRefundDialect.RefundId), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("null,7,[],{}")]
    [InlineData("{\"paymentId\":\"pay_7f3a\",\"refundId\":7,\"amount\":null}")]
    [InlineData("{\"paymentId\":\"pay_7f3a\",\"refundId\":\"refund-2\",\"status\":null}")]
    [InlineData("{\"paymentId\":\"pay_7f3a\",\"refundId\":\"refund-2\",\"refundId\":\"refund-2\"}")]
    public async Task An_odd_row_of_others_hides_none_of_ours(string odd)
    {
        var found = Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(
            await Find($"[{odd},{SignedRefundDialect.RefundJson(new KeptRefund(Request))},{odd}]"));

        Assert.Equal(SignedRefundDialect.RefundId, Assert.Single(found.Value).ProcessorRefundId.Value);
    }

    [Fact]
    public async Task An_odd_row_of_ours_is_no_empty_find()
    {
        var found = await Find("""[{"paymentId":"pay_7f3a","refundId":"refund-1","amount":null}]""");

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Nonsense>(found);
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<ImmutableArray<Refund>>> Find(string list)
    {
        rig.Server.Answers(new Answer.Says(200, list));
        return rig.Refunds.FindRefunds(Request, TestContext.Current.CancellationToken);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayRefundTests : IDisposable
{
    private static readonly RefundRequest Request = new()
    {
        InvoiceId = BtcPayDialect.InvoiceId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(40m, "USD"),
        CryptoCode = "BTC",
    };

    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task The_payout_method_is_named_as_old_and_as_new_servers_read_it()
    {
        rig.Server.Answers(BtcPayRefundDialect.NonRefundable);

        await Create();

        var sent = rig.Server.Calls[0];
        Assert.Equal((HttpMethod.Post, $"{BtcPayDialect.StorePath}/invoices/{BtcPayDialect.InvoiceId}/refund"),
            (sent.Method, sent.PathAndQuery));
        Assert.Equal("token 011fc1a46c0114b7368dc3e3ef7f3e425654449b", sent.Authorization);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""
            {"name":"Refund refund-1 of invoice {{BtcPayDialect.InvoiceId}}","refundVariant":"Custom",
             "customAmount":"40.00","customCurrency":"USD","payoutMethods":["BTC-CHAIN"],"payoutMethodId":"BTC-CHAIN"}
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Fact]
    public async Task A_rate_that_cannot_be_fetched_may_pass()
    {
        rig.Server.Answers(new Answer.Says(422, """
            [{"path":"RefundVariant","message":"Impossible to fetch rate: (ERR_RATE_UNAVAILABLE(x, BTC_USD))"}]
            """));

        Assert.Equal(new Unavailable("rate-unavailable"), await Create());
    }

    [Theory]
    [InlineData("""[{"path":"PayoutMethods","message":"Invalid or unsupported payout method: BTC-CHAIN"}]""")]
    [InlineData("""[{"path":"CustomAmount","message":"x"},{"path":"RefundVariant","message":"x"}]""")]
    [InlineData("""[{"path":7}]""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Any_other_field_that_is_refused_refuses_this_request(string body)
    {
        rig.Server.Answers(new Answer.Says(422, body));

        Assert.Equal(new Refused("invalid_request"), await Create());
    }

    [Fact]
    public async Task Twins_are_both_found_and_each_is_read()
    {
        var kept = new KeptRefund(Request, "Active/Completed");
        rig.Server.Script = call => BtcPayRefundDialect.AnswerTo(call, kept, kept);

        var found = Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value;

        Assert.Equal([(RefundStatus.Completed, 40m), (RefundStatus.Completed, 40m)],
            found.Select(refund => (refund.Status, refund.AmountOut)));
    }

    [Fact]
    public async Task A_refund_that_is_listed_and_cannot_be_read_is_no_empty_find()
    {
        rig.Server.Script = call => IsOfPayouts(call)
            ? new Answer.Says(404, "")
            : BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request));

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Refused>(await Find());
    }

    [Theory]
    [InlineData("\"originalCurrency\":\"USD\"", "\"originalCurrency\":\"BTC\"")]
    [InlineData("\"originalAmount\":\"40\"", "\"originalAmount\":\"-40\"")]
    [InlineData("\"originalAmount\":\"40\"", "\"originalAmount\":\"4e1\"")]
    [InlineData("\"state\":\"Completed\"", "\"state\":null")]
    [InlineData("\"archived\":false", "\"archived\":null")]
    [InlineData("\"amount\":\"40\",", "")]
    [InlineData($"\"id\":\"{BtcPayRefundDialect.PullPaymentId}\"", "\"id\":\"another\"")]
    public async Task What_cannot_be_is_nonsense(string good, string bent)
    {
        var isBent = false;
        rig.Server.Script = call =>
        {
            var answer = BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request, "Active/Completed"));
            isBent |= answer.Body.Contains(good, StringComparison.Ordinal);
            return answer with { Body = answer.Body.Replace(good, bent, StringComparison.Ordinal) };
        };

        Assert.IsType<Nonsense>(await Read());
        Assert.True(isBent);
    }

    [Theory]
    [InlineData("Active", true)]
    [InlineData("Active/AwaitingApproval:10", true)]
    [InlineData("Active/AwaitingApproval:10/Completed:29.99", true)]
    [InlineData("Active/Cancelled", true)]
    [InlineData("Active/Completed/OnHold", false)]
    [InlineData("Active/AwaitingApproval", false)]
    [InlineData("Active/AwaitingPayment:10/InProgress:29.999", false)]
    [InlineData("Active/Completed:39.999", false)]
    [InlineData("Archived", false)]
    [InlineData("Archived/AwaitingPayment:10", false)]
    public async Task The_link_is_there_while_there_is_something_to_claim_by_it(string status, bool isThere)
    {
        rig.Server.Script = call => BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request, status));

        var refund = Assert.IsType<ProcessorResult<Refund>.Found>(await Read()).Value;

        Assert.Equal(isThere, !refund.ClaimUrl.IsEmpty);
    }

    [Theory]
    [InlineData("1000", "JPY", "999.01", true)]
    [InlineData("1000", "JPY", "999", false)]
    [InlineData("0.1", "BTC", "0.099999991", true)]
    [InlineData("0.1", "BTC", "0.09999999", false)]
    public async Task What_misses_less_than_the_smallest_unit_of_the_currency_is_out(
        string amount, string currency, string paidOut, bool isOut)
    {
        var kept = new KeptRefund(
            Request with { Amount = new Money(decimal.Parse(amount), currency) }, $"Active/Completed:{paidOut}");
        rig.Server.Script = call => BtcPayRefundDialect.AnswerTo(call, kept);

        var refund = Assert.IsType<ProcessorResult<Refund>.Found>(await Read()).Value;

        Assert.Equal((isOut ? RefundStatus.Completed : RefundStatus.Pending, decimal.Parse(paidOut)),
            (refund.Status, refund.AmountOut));
    }

    [Fact]
    public async Task A_refund_is_found_behind_twenty_thousand_of_others()
    {
        var others = string.Join(',', Enumerable.Repeat(BtcPayRefundDialect.Stranger, 20_000));
        var list = $"[{others},{BtcPayRefundDialect.PullPayment(new KeptRefund(Request))}]";
        rig.Server.Script = call => IsOfList(call)
            ? new Answer.Says(200, list)
            : BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request));

        Assert.Single(Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value);
    }

    [Theory]
    [InlineData("null,7,\"text\",[],{}")]
    [InlineData("{\"name\":null,\"amount\":null}")]
    [InlineData("{\"name\":{\"a\":[1]},\"id\":7}")]
    [InlineData("{\"name\":\"\\ud800\",\"id\":\"x\"}")]
    public async Task An_odd_row_of_others_hides_none_of_ours(string odd)
    {
        rig.Server.Script = call => IsOfList(call)
            ? new Answer.Says(200, $"[{odd},{BtcPayRefundDialect.PullPayment(new KeptRefund(Request))},{odd}]")
            : BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request));

        Assert.Single(Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value);
    }

    [Fact]
    public async Task An_odd_row_of_ours_is_no_empty_find()
    {
        rig.Server.Answers(new Answer.Says(
            200, $$"""[{"name":"Refund refund-1 of invoice {{Request.InvoiceId}}"}]"""));

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Nonsense>(await Find());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("[{}]x")]
    public async Task A_list_that_breaks_off_is_no_empty_find(string list)
    {
        rig.Server.Answers(new Answer.Says(200, list));

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Nonsense>(await Find());
    }

    [Fact]
    public async Task Payouts_that_no_number_can_hold_together_are_nonsense()
    {
        const string most = "Completed:79228162514264337593543950335";
        rig.Server.Script = call =>
            BtcPayRefundDialect.AnswerTo(call, new KeptRefund(Request, $"Active/{most}/{most}"));

        Assert.IsType<Nonsense>(await Read());
    }

    [Fact]
    public async Task Money_that_is_out_is_not_lost_sight_of_when_the_pull_payment_is_archived_between_the_two_reads()
    {
        rig.Server.Script = call => BtcPayRefundDialect.AnswerTo(
            call, new KeptRefund(Request, IsOfPayouts(call) ? "Active/Completed" : "Archived"));

        var refund = Assert.IsType<ProcessorResult<Refund>.Found>(await Read()).Value;

        Assert.Equal((RefundStatus.Completed, 40m), (refund.Status, refund.AmountOut));
        Assert.Equal([true, false], rig.Server.Calls.Select(IsOfPayouts));
    }

    public void Dispose() => rig.Dispose();

    private static bool IsOfList(HttpCall call) =>
        call.PathAndQuery.EndsWith("?includeArchived=true", StringComparison.Ordinal);

    private static bool IsOfPayouts(HttpCall call) =>
        call.PathAndQuery.Contains("/payouts", StringComparison.Ordinal);

    private Task<ProcessorResult<Refund>> Create() =>
        rig.Elapse(rig.Refunds.CreateRefund(Request, TestContext.Current.CancellationToken));

    private Task<ProcessorResult<Refund>> Read() => rig.Elapse(rig.Refunds.ReadRefund(
        Request.InvoiceId, new(BtcPayRefundDialect.PullPaymentId), TestContext.Current.CancellationToken));

    private Task<ProcessorResult<ImmutableArray<Refund>>> Find() =>
        rig.Elapse(rig.Refunds.FindRefunds(Request, TestContext.Current.CancellationToken));
}

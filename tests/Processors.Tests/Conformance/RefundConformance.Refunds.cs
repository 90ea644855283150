using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class RefundConformance
{
    [Fact]
    public async Task A_create_answers_with_the_refund_that_was_asked_for_and_no_money_out()
    {
        Keeping(new KeptRefund(Request));

        var refund = Assert.IsType<Found>(await Create()).Value;

        Assert.Equal(ProcessorRefundId, refund.ProcessorRefundId.Value);
        Assert.Equal(Request.InvoiceId, refund.InvoiceId);
        Assert.Equal(Request.Amount, refund.Amount);
        Assert.Equal(RefundStatus.Pending, refund.Status);
        Assert.Equal(0m, refund.AmountOut);
        Assert.Equal(ClaimUrl, refund.ClaimUrl.IsEmpty ? "" : refund.ClaimUrl.Value);
        Assert.Equal(1, CreatesSent);
    }

    [Fact]
    public async Task A_create_carries_what_the_refund_is_found_by()
    {
        Keeping(new KeptRefund(Request));
        await Create();

        var create = Assert.Single(Calls, IsCreate);
        var sent = $"{create.Headers}{create.Body}";

        Assert.True(sent.Contains(Request.Key, StringComparison.Ordinal)
            || sent.Contains(Request.RefundId, StringComparison.Ordinal), sent);
    }

    [Fact]
    public async Task A_refund_whose_create_lost_its_answer_is_found()
    {
        Rig.Server.Script = call => IsCreate(call)
            ? new Answer.Lost()
            : AnswerTo(call, new KeptRefund(Request));

        Assert.True(Assert.IsType<Unavailable>(await Create()).WasSent);
        var refund = Assert.Single(Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value);

        Assert.Equal((ProcessorRefundId, Request.InvoiceId), (refund.ProcessorRefundId.Value, refund.InvoiceId));
        Assert.Equal(Request.Amount, refund.Amount);
        Assert.Equal(ClaimUrl is "", refund.ClaimUrl.IsEmpty);
        Assert.Equal(1, CreatesSent);
    }

    [Fact]
    public async Task A_strangers_refund_is_not_found()
    {
        Keeping(new KeptRefund(Another), new KeptRefund(Request with { InvoiceId = "another", Key = Another.Key }));

        Assert.Empty(Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value);
    }

    [Fact]
    public async Task Where_there_is_no_refund_none_is_found()
    {
        Keeping();

        Assert.Empty(Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(await Find()).Value);
        Assert.Equal(0, CreatesSent);
    }

    [Fact]
    public async Task Every_status_of_the_processor_has_its_meaning_and_its_money()
    {
        Assert.NotEmpty(Statuses);
        foreach (var (text, status, amountOut) in Statuses)
        {
            Keeping(new KeptRefund(Request, text));
            var refund = Assert.IsType<Found>(await Read()).Value;
            Assert.Equal((text, status, amountOut), (text, refund.Status, refund.AmountOut));
            Assert.Equal(Request.Amount, refund.Amount);
            if (status is RefundStatus.Completed or RefundStatus.Failed) Assert.True(refund.ClaimUrl.IsEmpty, text);
        }
    }

    [Fact]
    public async Task How_long_a_repeat_is_safe_is_what_the_processor_promises_and_the_repeat_is_the_same_request()
    {
        Keeping(new KeptRefund(Request));
        await Create();
        Rig.Clock.Advance(TimeSpan.FromHours(1));
        await Create();

        Assert.Equal(RepeatSafeFor, Rig.Refunds.RepeatSafeFor);
        var sent = Calls.Where(IsCreate).ToList();
        Assert.Equal(sent[0].Body, sent[1].Body);
        Assert.Equal(KeyOf(sent[0]), KeyOf(sent[1]));
        Assert.Equal(RepeatSafeFor > TimeSpan.Zero, KeyOf(sent[0]) == Request.Key);
    }

    [Fact]
    public async Task A_search_that_did_not_see_the_whole_list_is_no_answer()
    {
        if (EndlessList is not { } endless) return;
        Answering(endless);

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Nonsense>(await Find());
    }

    [Fact]
    public async Task An_unknown_status_is_unrecognized_and_keeps_its_text()
    {
        Keeping(new KeptRefund(Request, UnknownStatus));

        var refund = Assert.IsType<Found>(await Read()).Value;

        Assert.Equal(RefundStatus.Unrecognized, refund.Status);
        Assert.Contains(UnknownStatus, refund.StatusText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_that_answers_with_another_refund_is_nonsense()
    {
        RefundRequest[] others =
        [
            Another,
            Request with { InvoiceId = "another", Key = Another.Key },
            Request with { Amount = Request.Amount with { Amount = 10.51m } },
            Request with { Amount = Request.Amount with { Currency = "EUR" } },
        ];
        foreach (var other in others)
        {
            Keeping(new KeptRefund(other));
            Assert.IsType<Nonsense>(await Create());
        }
    }

    [Fact]
    public async Task An_amount_beyond_64_bits_stays_exact()
    {
        var large = Request with { Amount = Request.Amount with { Amount = 79228162514264337593543950.33m } };
        Keeping(new KeptRefund(large));

        Assert.Equal(large.Amount, Assert.IsType<Found>(await Create(large)).Value.Amount);
        Assert.Contains("79228162514264337593543950.33", Assert.Single(Calls, IsCreate).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_claim_link_can_take_the_money_so_no_text_of_a_refund_has_it()
    {
        Keeping(new KeptRefund(Request));

        var created = await Create();

        if (ClaimUrl is not "") Assert.DoesNotContain(ClaimUrl, created.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_that_cannot_be_refunded_refuses_this_request_and_blames_no_settings() =>
        Assert.Equal(new Refused(NotRefundable.Code), await Create(NotRefundable.Answer));

    [Fact]
    public async Task A_refund_that_is_not_there_is_never_read_as_one()
    {
        Answering(UnknownRefund);

        Assert.IsNotType<Found>(await Read());
    }

    private static string? KeyOf(HttpCall create) => create.Headers
        .Where(header => header.Key.EndsWith("Idempotency-Key", StringComparison.Ordinal))
        .SelectMany(header => header.Value).SingleOrDefault();

    private RefundRequest Another => Request with
    {
        RefundId = "another",
        Key = "9d0c7f52-8a0e-4c7b-b3b8-2f6f0c0d5e11",
    };
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Grains.Tests.Storage;

/// <summary>
/// A row of every earlier version stays readable. A golden row is never written again: a change that breaks one needs a
/// new version and a way from the old one, not a new golden row.
/// </summary>
public sealed class GoldenRowTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Storage", "Golden");

    [Fact]
    public void A_row_of_version_1_is_read_as_it_was_meant()
    {
        var document = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v1.json")));
        var intent = document.Intent!;
        Assert.Equal((PaymentIntentDocument.CurrentVersion, 4L), (document.Version, document.Revision));
        Assert.Equal(("sandbox", "sandbox"), (intent.Attempts.Single().Account, intent.RequestedAccount));
        Assert.Equal(
            ("default", "CC-1001", PaymentIntentStatus.Settled), (intent.Merchant, intent.OrderId, intent.Status));
        Assert.Equal(PaymentIntentQualifiers.Overpaid | PaymentIntentQualifiers.DoubleSpent, intent.Qualifiers);
        Assert.Equal("agent-7", intent.Metadata["agentId"].Value);
        Assert.Equal("bitcoin:bcrt1qgolden?amount=0.002", intent.LastOpened!.Invoice!.PaymentUri.Value);
        Assert.Equal("golden-tx-0", intent.LastOpened.Invoice.Payments.Single().PaymentId.Value);
        Assert.Equal(150.00m, Sums.AmountPaid(intent));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), intent.CreatedAt);
        Assert.Null(HistoryChain.FirstBroken(document.History));
        Assert.Equal(5, document.History.Length);
    }

    [Fact]
    public void An_invoice_to_withdraw_in_a_row_of_version_1_belongs_to_the_orders_only_account()
    {
        var row = File.ReadAllText(Path.Combine(Golden, "row.v1.json"))
            .Replace("\"strays\":[]", "\"strays\":[\"inv-9\"]")
            .Replace("\"unpayableOwed\":[]", "\"unpayableOwed\":[\"inv-9\"]");
        var intent = Serializer().Deserialize<PaymentIntentDocument>(Encoding.UTF8.GetBytes(row)).Intent!;
        Assert.Equal([new InvoiceKey("sandbox", "inv-9")], intent.Strays);
        Assert.Equal([new InvoiceKey("sandbox", "inv-9")], intent.UnpayableOwed);
    }

    [Fact]
    public void A_row_of_version_2_has_accounts_and_refunds()
    {
        var document = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v2.json")));
        var intent = document.Intent!;
        Assert.Equal([new InvoiceKey("second", "inv-stray")], intent.UnpayableOwed);
        var refund = intent.Refunds.Single();
        Assert.Equal(("R-1", RefundProgress.Pending, 20m), (refund.RefundId, refund.Progress, refund.AmountOut));
        Assert.Equal("https://pay.example/pull-payments/golden-claim", refund.Refund!.ClaimUrl.Value);
        Assert.Equal("pp-golden", refund.Refund.ProcessorRefundId.Value);
        Assert.Equal(["flagged_by_an_earlier_version"], intent.Flags);
        Assert.NotNull(intent.Current.NonsenseSince);
        Assert.Equal(20m, Sums.AmountRefunded(intent));
        Assert.Null(HistoryChain.FirstBroken(document.History));
    }

    [Fact]
    public void A_refund_that_waits_in_a_row_without_the_mark_counts_as_sent_and_a_cancel_as_asked()
    {
        var row = File.ReadAllText(Path.Combine(Golden, "row.v2.json"))
            .Replace("\"isCancelled\":false", "\"isCancelled\":true");
        Assert.Contains("\"isCancelled\":true", row);
        var intent = Serializer().Deserialize<PaymentIntentDocument>(Encoding.UTF8.GetBytes(row)).Intent!;
        Assert.Equal(intent.Refunds.Single().RequestedAt, intent.Refunds.Single().SentAt);
        Assert.NotNull(intent.CancelAskedAt);
    }

    [Fact]
    public void A_row_of_version_3_has_marks_of_sending_and_answered_reviews()
    {
        var document = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v3.json")));
        var intent = document.Intent!;
        Assert.Equal("review", document.ActionRequired);
        Assert.Equal((1m, 2m), (intent.TolerancePercent, intent.OverpaidTolerancePercent));
        Assert.Equal(["refund_unclear:R-1"], Reviews.Open(intent));
        Assert.Equal(["stray_paid:inv-stray:5", "verdict_doubted:inv-1:40"], intent.AnsweredFacts);
        Assert.NotNull(intent.Refunds.Single().SentAt);
        Assert.Null(HistoryChain.FirstBroken(document.History));
    }

    [Fact]
    public void A_row_of_version_4_calls_accounts_accounts_and_says_who()
    {
        var row = File.ReadAllText(Path.Combine(Golden, "row.v4.json"));
        Assert.DoesNotContain("\"requestedProcessor\"", row);
        var document = Serializer().Deserialize<PaymentIntentDocument>(Encoding.UTF8.GetBytes(row));
        var intent = document.Intent!;
        Assert.Equal(("sandbox", "second"), (intent.Current.Account, intent.UnpayableOwed.Single().Account));
        Assert.Equal(["golden-tx-1"], intent.Current.PaymentsNew.Select(payment => payment.Value));
        Assert.Equal(
            ("ReadAsked", "operator"), (document.History[^1].Event, document.History[^1].Data["who"]));
        Assert.Null(HistoryChain.FirstBroken(document.History));
    }

    [Fact]
    public void A_row_of_version_5_says_what_the_case_shows_and_who_was_told()
    {
        var document = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v5.json")));
        var intent = document.Intent!;
        Assert.Equal((1L, "Payment Under Review"), (intent.CaseRevision, intent.Case!.CaseStatus));
        var told = intent.CursorOf("workitem", "")!;
        Assert.Equal((1L, "closed_by_agent", false), (told.Revision, told.Note, told.IsUnclear));
        Assert.True(intent.CursorOf("message", "arrived")!.IsUnclear);
        Assert.True(intent.CursorOf("webhook", "") is { ParkedReason: "http_410", IsParkedForGood: true });
        Assert.Equal(("R-1", "sms", "golden-phone"), (intent.ClaimLinkSendOf("S-1")!.RefundId,
            intent.ClaimLinkSendOf("S-1")!.Channel, intent.ClaimLinkSendOf("S-1")!.To.Value));
        Assert.Equal(["DeliveryParked", "DeliveryParked", "ClaimLinkAsked", "DeliveryMade"],
            document.History.TakeLast(4).Select(entry => entry.Event));
        Assert.Null(HistoryChain.FirstBroken(document.History));
    }

    [Fact]
    public void A_row_of_version_6_has_a_code_to_resume_by_and_an_older_one_has_none()
    {
        var document = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v6.json")));
        var intent = document.Intent!;
        Assert.Equal(new ResumeCode(new("482917"), "golden-digest"), intent.ResumeCode);
        Assert.Equal("482917", intent.ViewAt(intent.Current.OpenedAt!.Value, new PollingPolicy()).ResumeCode);
        Assert.Null(HistoryChain.FirstBroken(document.History));
        Assert.Null(Serializer().Deserialize<PaymentIntentDocument>(
            File.ReadAllBytes(Path.Combine(Golden, "row.v5.json"))).Intent!.ResumeCode);
    }

    [Fact]
    public void A_row_of_version_7_is_read_with_its_data_key_alone_and_the_label_in_its_history_too()
    {
        var row = File.ReadAllBytes(Path.Combine(Golden, "row.v7.json"));
        using var cipher = new RowCipher(GoldenKey, "default/CC-1001");
        var document = Serializer().Deserialize<PaymentIntentDocument>(row, cipher);
        var intent = document.Intent!;
        Assert.Equal(GoldenKey.KeyId, document.KeyId);
        Assert.Equal(
            ("golden-label", "golden-label"), (intent.PosLabel.Value, document.History[0].Data["posLabel"]));
        Assert.Equal(("agent-7", "C-golden"), (intent.Metadata["agentId"].Value, intent.CustomerRef));
        Assert.Equal("https://pay.example/i/golden-page", intent.LastOpened!.Invoice!.CheckoutUrl.Value);
        Assert.Null(HistoryChain.FirstBroken(document.History));
        Assert.ThrowsAny<CryptographicException>(() => Serializer().Deserialize<PaymentIntentDocument>(row));
    }

    [Fact]
    public void An_invoice_of_any_row_has_the_payments_that_are_not_kept_one_by_one()
    {
        var row = Regex.Replace(
            File.ReadAllText(Path.Combine(Golden, "row.v5.json")), """("payments":\[[^]]*],"rest":)null""",
            """$1{"count":290,"value":"0.5"}""");
        var intent = Serializer().Deserialize<PaymentIntentDocument>(Encoding.UTF8.GetBytes(row)).Intent!;

        Assert.Equal(new OtherPayments(290, 0.5m), intent.LastOpened!.Invoice!.OtherPayments);
    }

    [Fact]
    public void A_row_of_version_4_was_told_to_nobody()
    {
        var intent = Serializer()
            .Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, "row.v4.json"))).Intent!;
        Assert.Null(intent.Case);
        Assert.Empty(intent.CaseCursors);
        Assert.Empty(intent.ClaimLinkSends);
    }

    [Fact]
    public void A_row_of_an_account_says_whether_it_is_paused()
    {
        var row = File.ReadAllText(Path.Combine(Golden, "account.v1.json"));
        var document = Serializer().Deserialize<ProcessorAccountDocument>(Encoding.UTF8.GetBytes(row));
        Assert.Equal(
            new AccountPause(
                true, new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero), "operator", "The wallet is moved."),
            document.Pause);
        Assert.Equal(row.Trim(), Serializer().Serialize(document).ToString());
    }

    [Fact]
    public void A_row_of_an_account_says_for_how_long_the_processor_asked_us_to_wait()
    {
        var row = File.ReadAllText(Path.Combine(Golden, "account.v2.json"));
        var document = Serializer().Deserialize<ProcessorAccountDocument>(Encoding.UTF8.GetBytes(row));
        var at = new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal([new AccountRest(at, at.AddMinutes(1), IsOfCreates: true)], document.Rests);
        Assert.Equal(row.Trim(), Serializer().Serialize(document).ToString());
        var newer = Encoding.UTF8.GetBytes(row.Replace("\"version\":2", "\"version\":3"));
        Assert.Throws<NotSupportedException>(() => Serializer().Deserialize<ProcessorAccountDocument>(newer));
    }

    [Theory]
    [InlineData("row.v1.json")]
    [InlineData("row.v2.json")]
    [InlineData("row.v3.json")]
    [InlineData("row.v4.json")]
    [InlineData("row.v5.json")]
    [InlineData("row.v6.json")]
    public void What_is_written_is_read_again_the_same(string row)
    {
        var document = Serializer().Deserialize<PaymentIntentDocument>(File.ReadAllBytes(Path.Combine(Golden, row)));
        var again = Serializer().Deserialize<PaymentIntentDocument>(Serializer().Serialize(document));
        Assert.Equivalent(document, again, strict: true);
    }

    [Fact]
    public void What_a_processor_said_is_the_same_after_it_was_stored()
    {
        var row = File.ReadAllBytes(Path.Combine(Golden, "row.v2.json"));
        var intent = Serializer().Deserialize<PaymentIntentDocument>(row).Intent!;
        // As adapters make them: what they do not know is left out, and their times are as exact as they came.
        var invoice = intent.LastOpened!.Invoice! with
        {
            PaymentUri = default,
            CreatedAt = intent.CreatedAt.AddTicks(1),
            ExpiresAt = intent.CreatedAt.AddTicks(12345),
        };
        var refund = intent.Refunds.Single().Refund! with { ClaimUrl = default };
        Assert.Equal(invoice, Again(invoice));
        Assert.Equal(refund, Again(refund));

        static T Again<T>(T answer) => Serializer().Deserialize<T>(Serializer().Serialize(answer));
    }

    [Theory]
    [InlineData("row.v1.json")]
    [InlineData("row.v2.json")]
    [InlineData("row.v3.json")]
    [InlineData("row.v4.json")]
    [InlineData("row.v5.json")]
    [InlineData("row.v6.json")]
    [InlineData("row.v7.json")]
    public void No_sensitive_value_stands_in_a_row_in_the_clear(string name)
    {
        var row = File.ReadAllText(Path.Combine(Golden, name));
        Assert.All(["agent-7", "bcrt1qgolden", "golden-tx-0", "golden-token", "golden-claim", "pp-golden",
            "golden-phone", "golden-work-item", "482917", "golden-label", "golden-page", "C-golden"],
            secret => Assert.DoesNotContain(secret, row));
    }

    [Fact]
    public void A_row_of_a_newer_program_is_refused()
    {
        var failure = Assert.Throws<NotSupportedException>(
            () => Serializer().Deserialize<PaymentIntentDocument>(Encoding.UTF8.GetBytes("""{"version":99}""")));
        Assert.Contains("version 99", failure.Message);
    }

    private static DataKey GoldenKey =>
        new("golden-key", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "", "", House.Start);

    private static PaymentIntentSerializer Serializer() => new(DataProtectionProvider.Create(
        new DirectoryInfo(Path.Combine(Golden, "keys")),
        protection => protection.SetApplicationName("CryptoPay").DisableAutomaticKeyGeneration()));
}

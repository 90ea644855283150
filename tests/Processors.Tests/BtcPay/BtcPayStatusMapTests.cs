using CryptoPay.Payments.Processors;
using CryptoPay.Processors.BtcPay;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayStatusMapTests
{
    private static readonly Dictionary<string, InvoiceStatus> Statuses = new()
    {
        ["New"] = InvoiceStatus.Open,
        ["Processing"] = InvoiceStatus.Confirming,
        ["Settled"] = InvoiceStatus.Settled,
        ["Expired"] = InvoiceStatus.Expired,
        ["Invalid"] = InvoiceStatus.Invalid,
    };

    private static readonly Dictionary<string, InvoiceQualifiers> Qualifiers = new()
    {
        ["None"] = InvoiceQualifiers.None,
        ["PaidPartial"] = InvoiceQualifiers.Underpaid,
        ["PaidOver"] = InvoiceQualifiers.Overpaid,
        ["PaidLate"] = InvoiceQualifiers.PaidLate,
        ["Marked"] = InvoiceQualifiers.Manual,
    };

    [Fact]
    public void Every_pair_has_the_meaning_of_its_two_words()
    {
        foreach (var (status, ourStatus) in Statuses)
        {
            foreach (var (additional, ourQualifiers) in Qualifiers)
            {
                Assert.Equal((ourStatus, ourQualifiers), BtcPayStatusMap.Read(status, additional, isPartlyPaid: false));
            }
        }
    }

    [Fact]
    public void Additional_Invalid_belongs_to_Invalid_and_contradicts_every_other_status()
    {
        foreach (var (status, _) in Statuses)
        {
            var expected = status is "Invalid" ? InvoiceStatus.Invalid : InvoiceStatus.Unrecognized;
            Assert.Equal(
                (expected, InvoiceQualifiers.None), BtcPayStatusMap.Read(status, "Invalid", isPartlyPaid: false));
        }
    }

    [Theory]
    [InlineData("Refunded", "None")]
    [InlineData("Settled", "PaidTwice")]
    [InlineData("settled", "None")]
    [InlineData("Settled", "none")]
    [InlineData("", "")]
    public void An_unknown_word_makes_nothing_of_the_pair(string status, string additional) => Assert.Equal(
        (InvoiceStatus.Unrecognized, InvoiceQualifiers.None),
        BtcPayStatusMap.Read(status, additional, isPartlyPaid: true));

    [Fact]
    public void Money_in_an_open_invoice_is_underpaid_before_the_server_says_so()
    {
        Assert.Equal(
            (InvoiceStatus.Open, InvoiceQualifiers.Underpaid), BtcPayStatusMap.Read("New", "None", isPartlyPaid: true));
        Assert.Equal(
            (InvoiceStatus.Settled, InvoiceQualifiers.None),
            BtcPayStatusMap.Read("Settled", "None", isPartlyPaid: true));
    }
}

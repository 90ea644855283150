using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayFindTests : IDisposable
{
    private static readonly RecordedCall Twins = Recording.Of("same-order-id-and-search")
        .Call("search orderId=order-dup-1&includePaymentMethods=true");

    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task Invoices_without_our_merchant_are_strangers()
    {
        Assert.Empty(await Find(Twins.Body, "order-dup-1"));
    }

    [Fact]
    public async Task Twins_of_one_order_are_both_found_with_their_payment_URIs()
    {
        var ours = Ours(Twins);

        var found = await Find(ours, "order-dup-1");

        Assert.Equal(["9gnDjnxkCRffHjatoVpDHH", "YHziwTzKqVfTjZ2BR4afX"], found.Select(invoice => invoice.InvoiceId));
        Assert.All(found, invoice => Assert.False(invoice.PaymentUri.IsEmpty));
        Assert.Empty(await Find(ours, "order-dup-1", merchant: "another"));
    }

    [Fact]
    public async Task Archived_invoices_are_found_too()
    {
        var archived = Recording.Of("update-metadata-and-archive").Call("search archived, includeArchived");

        Assert.Single(await Find(Ours(archived), "order-meta-1b"));
        Assert.Contains("&includeArchived=true", rig.Server.Calls[0].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ünï-✓-1", "%C3%BCn%C3%AF-%E2%9C%93-1")]
    [InlineData("a&status=New#b c+d/e", "a%26status%3DNew%23b%20c%2Bd%2Fe")]
    public async Task An_order_ID_is_escaped_as_a_whole(string orderId, string escaped)
    {
        await Find("[]", orderId);

        Assert.Equal(
            $"{BtcPayDialect.StorePath}/invoices?orderId={escaped}&includeArchived=true&includePaymentMethods=true",
            rig.Server.Calls[0].PathAndQuery);
    }

    public void Dispose() => rig.Dispose();

    /// <summary>The recorded invoices carry the order only.</summary>
    private static string Ours(RecordedCall recorded) =>
        recorded.Body.Replace("\"orderId\":", "\"merchant\":\"default\",\"orderId\":", StringComparison.Ordinal);

    private async Task<ImmutableArray<Invoice>> Find(string answer, string orderId, string merchant = "default")
    {
        rig.Server.Answers(new Answer.Says(200, answer));
        var result = await rig.Processor.FindInvoices(new(merchant, orderId), TestContext.Current.CancellationToken);
        return Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(result).Value;
    }
}

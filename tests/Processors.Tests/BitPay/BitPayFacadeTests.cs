using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<bool>.Found;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<bool>.Unavailable;

namespace CryptoPay.Processors.Tests.BitPay;

/// <summary>What the merchant facade can do, and what is left without it.</summary>
public sealed class BitPayFacadeTests
{
    private const string Path = $"/invoices/{BitPayDialect.InvoiceId}";
    private static readonly Answer NotCancellable =
        new Answer.Says(
            400, """{"status":"error","code":"040107","data":null,"error":"Invalid invoice state for cancel"}""");

    [Fact]
    public async Task A_search_names_the_order_and_the_days_and_keeps_what_is_ours()
    {
        using var rig = new ProcessorRig(BitPayDialect.Settings);
        var request = BitPayDialect.Request;
        var theirs = request with { Order = request.Order with { Merchant = "another" } };
        rig.Server.Answers(Says($"""
            [{BitPayDialect.Invoice(request)},{BitPayDialect.Invoice(theirs)},null,
             {BitPayDialect.Invoice(request, bent: """{"posData":"{ \"ref\": 7 }","amountPaid":1,"transactionCurrency":"NEW"}""")}]
            """));

        var found = Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Find(rig));

        Assert.Equal(request.AttemptId, Assert.Single(found.Value).AttemptId);
        Assert.Equal(
            $"/invoices?token={BitPayDialect.MerchantToken}&orderId=order-%C3%BCn%C3%AF-%E2%9C%93-1"
            + "&dateStart=2026-09-24&dateEnd=2026-11-24&limit=100",
            rig.Server.Calls[0].PathAndQuery);
    }

    [Fact]
    public async Task A_search_follows_the_pages_and_counts_no_invoice_twice()
    {
        using var rig = new ProcessorRig(BitPayDialect.Settings);
        var request = BitPayDialect.Request;
        var theirs = request with { Order = request.Order with { Merchant = "another" } };
        var full = Enumerable.Repeat(BitPayDialect.Invoice(theirs), 99)
            .Append(BitPayDialect.Invoice(request));
        var twin = BitPayDialect.Invoice(request, bent: """{"id":"twin"}""");
        var page = Says($"[{string.Join(',', full)}]");
        rig.Server.Answers(page, page, Says($"[{BitPayDialect.Invoice(request)},{twin}]"));

        var found = Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Find(rig));

        Assert.Equal([BitPayDialect.InvoiceId, "twin"], found.Value.Select(invoice => invoice.InvoiceId));
        Assert.Equal(["100", "100&offset=100", "100&offset=200"],
            rig.Server.Calls.Select(call => call.PathAndQuery.Split("&limit=")[1]));
    }

    [Fact]
    public async Task Without_the_merchant_facade_nothing_is_found_and_nothing_is_asked()
    {
        using var rig = new ProcessorRig(BitPayDialect.PosSettings);

        Assert.Empty(Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Find(rig)).Value);
        Assert.Empty(rig.Server.Calls);
    }

    [Fact]
    public async Task An_open_invoice_is_cancelled_on_the_merchant_facade()
    {
        using var rig = new ProcessorRig(BitPayDialect.Settings);

        Assert.Equal(new Found(true), await MakeUnpayable(rig, Invoice("expired", """{"isCancelled":true}""")));

        var call = Assert.Single(rig.Server.Calls);
        Assert.Equal(HttpMethod.Delete, call.Method);
        Assert.Equal($"{Path}?token={BitPayDialect.MerchantToken}", call.PathAndQuery);
    }

    [Theory]
    [InlineData("expired", true)]
    [InlineData("declined", true)]
    [InlineData("paid", false)]
    [InlineData("confirmed", false)]
    [InlineData("complete", false)]
    [InlineData("invalid", false)]
    [InlineData("new", false)]
    public async Task What_cannot_be_cancelled_is_read(string status, bool isUnpayable)
    {
        using var rig = new ProcessorRig(BitPayDialect.Settings);

        Assert.Equal(new Found(isUnpayable), await MakeUnpayable(rig, NotCancellable, Invoice(status)));
    }

    [Fact]
    public async Task Without_the_merchant_facade_an_open_invoice_is_asked_for_again_when_its_time_is_over()
    {
        using var rig = new ProcessorRig(BitPayDialect.PosSettings);

        // 5 of its 15 minutes have passed.
        Assert.Equal(new Unavailable("payable_until_expiry", TimeSpan.FromMinutes(10)),
            await MakeUnpayable(rig, Invoice("new")));
        Assert.Equal(new Found(true), await MakeUnpayable(rig, Invoice("expired")));
        Assert.Equal(new Found(false), await MakeUnpayable(rig, Invoice("paid")));
        Assert.All(rig.Server.Calls, call => Assert.Equal(HttpMethod.Get, call.Method));
    }

    [Fact]
    public async Task Nothing_is_claimed_of_an_invoice_whose_status_is_not_known()
    {
        using var rig = new ProcessorRig(BitPayDialect.PosSettings);

        Assert.IsType<ProcessorResult<bool>.Nonsense>(await MakeUnpayable(rig, Invoice("refunding")));
    }

    private static Answer Invoice(string status, string bent = "{}") =>
        Says(BitPayDialect.Invoice(BitPayDialect.Request, status, bent));

    private static Answer Says(string data) => new Answer.Says(200, BitPayDialect.Answer(data));

    private static Task<ProcessorResult<ImmutableArray<Invoice>>> Find(ProcessorRig rig) => rig.Elapse(
        rig.Processor.FindInvoices(BitPayDialect.Request.Order, TestContext.Current.CancellationToken));

    private static Task<ProcessorResult<bool>> MakeUnpayable(ProcessorRig rig, params Answer[] answers)
    {
        rig.Server.Answers(answers);
        return rig.Elapse(rig.Processor.MakeUnpayable(BitPayDialect.InvoiceId, TestContext.Current.CancellationToken));
    }
}

using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;

namespace CryptoPay.Processors.Tests.Links;

/// <summary>What a customer is given to open, whatever the kind of the account.</summary>
public sealed class CheckoutLinkTests
{
    /// <summary>A link to a host that nobody named.</summary>
    private const int StrangeHost = 2004;

    public static TheoryData<string> Kinds => [.. LinkedAccount.ByKind.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_link_reaches_no_customer(string kind)
    {
        string[] links =
        [
            "/i/x", "//pay.example.com/i/x", "i/x", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
            "ftp://pay.example.com/x", "https://", "https:/i/x", "https://user@pay.example.com/i", "https://a b.com/",
            " https://pay.example.com/", "https://pay.example.com/\\u0007", "https:\\\\\\\\pay.example.com\\\\i",
            $"https://pay.example.com/{new string('x', 5000)}",
        ];
        foreach (var link in links)
        {
            var said = Assert.IsType<Nonsense>(await Read(LinkedAccount.ByKind[kind], link)).Reason;
            Assert.StartsWith("checkoutUrl is no absolute https ", said, StringComparison.Ordinal);
            Assert.DoesNotContain("example", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_unsafe_page_is_linked_only_where_the_account_itself_is_called_so(string kind)
    {
        const string Link = "http://inner-host:49392/i/x";
        var account = LinkedAccount.ByKind[kind];

        Assert.IsType<Nonsense>(await Read(account.With("BaseUrl", "https://pay.example.com"), Link));
        Assert.IsType<Found>(await Read(account.With("BaseUrl", "http://127.0.0.1:23000"), Link));
    }

    [Theory]
    [InlineData("BitPay", "https://bitpay.com/invoice?id=1")]
    [InlineData("BitPay", "https://test.bitpay.com/invoice?id=1")]
    [InlineData("Coinbase", "https://payments.coinbase.com/payment-links/pl_1")]
    [InlineData("CoinbaseCommerce", "https://commerce.coinbase.com/charges/66BEOV2A")]
    [InlineData("BtcPay", "http://127.0.0.1:23000/i/x")]
    [InlineData("BtcPay", "https://Named.example.com:8443/i/x")]
    [InlineData("Signed", "https://PAY.example.com/p/x")]
    public async Task A_host_that_the_kind_or_the_settings_name_is_no_news(string kind, string link)
    {
        using var rig = Rig(LinkedAccount.ByKind[kind].With("LinkHosts:0", "named.example.com"), link);

        Assert.Equal(link, Assert.IsType<Found>(await Read(rig, kind)).Value.CheckoutUrl.Value);
        Assert.Empty(rig.Told.Of(StrangeHost));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_host_that_nobody_named_is_shown_and_told_once(string kind)
    {
        const string Link = "https://pay.examp1e.com/i/secret-id";
        using var rig = Rig(LinkedAccount.ByKind[kind], Link);

        for (var i = 0; i < 3; i++) Assert.Equal(Link, Assert.IsType<Found>(await Read(rig, kind)).Value.CheckoutUrl.Value);

        var told = Assert.Single(rig.Told.Of(StrangeHost));
        Assert.Contains("main", told, StringComparison.Ordinal);
        Assert.Contains("pay.examp1e.com", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_only_looks_like_a_named_one_is_told_as_it_is()
    {
        // The first letter is a Cyrillic one.
        using var rig = Rig(LinkedAccount.ByKind["Signed"], "https://\\u0440ay.example.com/");

        await Read(rig, "Signed");

        Assert.Contains("xn--", Assert.Single(rig.Told.Of(StrangeHost)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_makes_up_a_host_for_each_link_is_told_of_a_hundred_times_and_no_more()
    {
        using var rig = new ProcessorRig(LinkedAccount.ByKind["Signed"].Settings);
        for (var i = 0; i < 150; i++)
        {
            var body = LinkedAccount.ByKind["Signed"].BodyWith($"https://h{i}.example.com/");
            rig.Server.Answers(new Answer.Says(200, body));
            Assert.IsType<Found>(await Read(rig, "Signed"));
        }

        Assert.Equal(100, rig.Told.Of(StrangeHost).Length);
    }

    [Fact]
    public async Task An_invoice_without_a_good_link_is_withdrawn_all_the_same()
    {
        using var rig = Rig(LinkedAccount.ByKind["BtcPay"], "/i/x");

        Assert.Equal(new ProcessorResult<bool>.Found(true), await rig.Elapse(rig.Processor.MakeUnpayable(
            LinkedAccount.ByKind["BtcPay"].InvoiceId, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("https://pay.example.com")]
    [InlineData("pay.example.com:443")]
    [InlineData("pay.example.com/p")]
    [InlineData("b\u00fccher.example")]
    [InlineData("*")]
    [InlineData("")]
    public async Task A_name_of_a_host_that_is_none_sends_nothing(string host)
    {
        using var rig = Rig(LinkedAccount.ByKind["Signed"].With("LinkHosts:0", host), "https://pay.example.com/");

        Assert.Equal(
            new ProcessorResult<Invoice>.Unavailable("invalid_settings", WasSent: false), await Read(rig, "Signed"));
        Assert.Empty(rig.Server.Calls);
    }

    private static async Task<ProcessorResult<Invoice>> Read(LinkedAccount account, string link)
    {
        using var rig = Rig(account, link);
        return await rig.Elapse(
            rig.Processor.ReadInvoice(account.InvoiceId, TestContext.Current.CancellationToken));
    }

    private static Task<ProcessorResult<Invoice>> Read(ProcessorRig rig, string kind) => rig.Elapse(
        rig.Processor.ReadInvoice(LinkedAccount.ByKind[kind].InvoiceId, TestContext.Current.CancellationToken));

    private static ProcessorRig Rig(LinkedAccount account, string link)
    {
        var rig = new ProcessorRig(account.Settings);
        rig.Server.Script = _ => new Answer.Says(200, account.BodyWith(link));
        return rig;
    }
}

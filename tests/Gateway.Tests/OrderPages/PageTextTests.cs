using System.Text;
using CryptoPay.Gateway.OrderPages;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.OrderPages;

/// <summary>What the pages say, whatever a payment holds.</summary>
public class PageTextTests
{
    private const string Script = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";

    private static readonly PaymentIntentView Payable = SampleView.Payable with
    {
        SecondsLeft = 600,
        PaymentUri = "bitcoin:bc1qexample?amount=0.002",
        PaymentAddress = "bc1qexample",
        CryptoAmount = "0.002",
    };

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task What_a_processor_or_a_caller_wrote_is_shown_as_text(string language)
    {
        var hostile = Payable with
        {
            PaymentIntentId = Script,
            OrderId = Script,
            IsoCode = Script,
            CryptoCode = Script,
            Message = Script,
            CheckoutUrl = $"https://shop.example.test/{Script}",
            PaymentUri = $"bitcoin:{Script}",
            PaymentAddress = Script,
            CryptoAmount = Script,
            CryptoAmountPaid = Script,
            SettledAt = "2026-11-29T09:00:00Z",
        };

        foreach (var view in (PaymentIntentView[])
            [hostile, hostile with { PaymentUri = "" }, hostile with { IsPaid = true }, Again(hostile)])
        {
            var words = PageWords.In(language);
            string[] pages =
            [
                await Markup(new PayPage(view, words, true, "secret").Show(true)),
                await Markup(new AgentPage(view, words, words, "secret").Show(true)),
            ];
            Assert.All(pages, page => Assert.Contains("&quot;&gt;&lt;script&gt;alert(1)", page));
            Assert.All(pages, page => Assert.DoesNotMatch("<script>alert|<img src=x", page));
        }
    }

    /// <summary>Whatever an intent tells the customer, there is a word for how it stands and for what comes next.</summary>
    [Theory]
    [MemberData(nameof(Steps))]
    public void Nobody_is_left_asking_what_now(string step)
    {
        var at = Enum.Parse<PageStep>(step);
        string[] outcomes =
        [
            "pending", "underpaid", "confirming", "paid", "refunded", "expired", "paid_late", "failed", "cancelled",
            "timeout", "review",
        ];
        foreach (var words in (PageWords[])[EnglishWords.All, SpanishWords.All])
        {
            Assert.All(outcomes, outcome => Assert.NotEqual("", words.Chip(at, outcome)));
            Assert.All(outcomes, outcome => Assert.NotEqual("", words.Say(at, outcome)));
            // Where there is something to pay, the page shows how.
            Assert.All(outcomes, outcome => Assert.Equal(at == PageStep.Pay, words.Next(at, outcome) == ""));
        }
    }

    public static TheoryData<string> Steps => [.. Enum.GetNames<PageStep>()];

    [Fact]
    public void The_step_follows_from_what_the_payment_shows()
    {
        Assert.Equal(PageStep.Pay, PageSteps.Of(Payable));
        Assert.Equal(PageStep.Pay, PageSteps.Of(Payable with { PaymentUri = "" }));
        Assert.Equal(PageStep.PayRest, PageSteps.Of(Payable with { Outcome = "underpaid", ActionRequired = "top_up" }));
        Assert.Equal(PageStep.Look, PageSteps.Of(Payable with { SecondsLeft = 0 }));
        Assert.Equal(PageStep.Look, PageSteps.Of(Payable with { CheckoutUrl = "", PaymentUri = "" }));
        Assert.Equal(PageStep.Look, PageSteps.Of(
            Payable with { Outcome = "underpaid", ActionRequired = "top_up", SecondsLeft = 0 }));
        Assert.Equal(PageStep.Prepare, PageSteps.Of(Payable with { Status = "Requested", SecondsLeft = 0 }));
        Assert.Equal(PageStep.Again, PageSteps.Of(Again(Payable)));
        Assert.Equal(PageStep.Again, PageSteps.Of(Payable with
        {
            Outcome = "underpaid",
            SecondsLeft = 0,
            CustomerMessage = CustomerMessage.PartArrivedClosed,
        }));
        Assert.Equal(PageStep.Over, PageSteps.Of(Payable with { CustomerMessage = CustomerMessage.Cancelling }));
        Assert.Equal(PageStep.Over, PageSteps.Of(Payable with { CustomerMessage = CustomerMessage.NothingDue }));
        Assert.Equal(PageStep.Over, PageSteps.Of(Payable with { Outcome = "refunded", SecondsLeft = 0 }));
        Assert.Equal(PageStep.ConfirmPart, PageSteps.Of(Payable with { Outcome = "confirming", AmountDue = "60.00" }));
        Assert.Equal(PageStep.Confirm, PageSteps.Of(Payable with { Outcome = "confirming", AmountDue = "0.00" }));
        // Whoever may have paid is not asked to pay.
        Assert.Equal(PageStep.Look, PageSteps.Of(Payable with { CustomerMessage = CustomerMessage.CannotSee }));
        Assert.Equal(PageStep.Review, PageSteps.Of(Payable with { Outcome = "paid_late", ActionRequired = "review" }));
        Assert.Equal(PageStep.Done, PageSteps.Of(Payable with { IsPaid = true, Outcome = "paid" }));
        Assert.Equal(PageStep.Closed, PageSteps.Of(Payable with { Outcome = "failed", SecondsLeft = 0 }));
    }

    [Theory]
    [InlineData("bitcoin:bc1qexample?amount=1", "Bitcoin")]
    [InlineData("BITCOIN:BC1QEXAMPLE", "Bitcoin")]
    [InlineData("lightning:lnbc1", "Lightning")]
    [InlineData("ethereum:0xabc@137/transfer?address=0xdef", "Polygon")]
    [InlineData("ethereum:0xabc@8453?value=1", "Base")]
    [InlineData("ethereum:0xabc?value=1", "Ethereum")]
    [InlineData("ethereum:0xabc@999999", "")]
    [InlineData("https://bitpay.example/i/1", "")]
    [InlineData("", "")]
    public void The_network_is_what_the_payment_URI_says_and_never_guessed(string uri, string network) =>
        Assert.Equal(network, CoinNetwork.Of(Payable with { PaymentUri = uri }));

    [Theory]
    [InlineData("0.002", false, "en", "zero, point, zero, zero, two")]
    [InlineData("0.002", false, "es", "cero, punto, cero, cero, dos")]
    [InlineData("bc1q", false, "en", "B as in Bravo, C as in Charlie, one, Q as in Quebec")]
    [InlineData("1aB", true, "en", "one, small A as in Alfa, capital B as in Bravo")]
    [InlineData("1aB", true, "es", "uno, A minúscula de Ana, B mayúscula de Barcelona")]
    [InlineData("a-z", false, "es", "A de Ana, -, Z de Zaragoza")]
    public void Signs_are_said_as_on_the_phone(string text, bool hasCases, string language, string said) =>
        Assert.Equal(said, Spelling.Of(text, hasCases, language));

    [Theory]
    [InlineData("bc1qexample", false)]
    [InlineData("0xAbCdEf", false)]
    [InlineData("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", true)]
    [InlineData("BC1QEXAMPLE", false)]
    public void Capitals_are_told_apart_where_they_differ(string address, bool hasCases) =>
        Assert.Equal(hasCases, Spelling.HasCases(address));

    [Fact]
    public void A_page_speaks_the_language_that_was_chosen_then_the_known_one_then_the_browsers()
    {
        Assert.Equal("es", Language("?lang=es", "en", "en"));
        Assert.Equal("es", Language("", "es", "en"));
        Assert.Equal("es", Language("", "", "fr, es-MX;q=0.8, en;q=0.5"));
        Assert.Equal("en", Language("?lang=fr", "", "fr"));

        static string Language(string query, string known, string accepted)
        {
            var request = new DefaultHttpContext().Request;
            request.QueryString = new QueryString(query);
            request.Headers.AcceptLanguage = accepted;
            return PageLanguage.Of(request, known);
        }
    }

    private static PaymentIntentView Again(PaymentIntentView view) =>
        view with { Outcome = "expired", ActionRequired = "new_invoice", SecondsLeft = 0 };

    private static async Task<string> Markup(OrderPage page)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        http.Response.Body = body;
        await page.ToPage().Answer(http).ExecuteAsync(http);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}

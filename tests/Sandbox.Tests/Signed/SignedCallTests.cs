using System.Net;
using System.Text;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.Hosting;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Unavailable;

namespace CryptoPay.Sandbox.Tests.Signed;

/// <summary>The contract's calls, by the real adapter.</summary>
public sealed class SignedCallTests
{
    [Fact]
    public async Task The_same_attempt_is_the_same_invoice_at_any_time()
    {
        await using var desk = await SignedDesk.Start();
        var first = await desk.Created();
        desk.Sandbox.Clock.Advance(TimeSpan.FromDays(1));

        var again = await desk.Created();

        Assert.Equal((first.InvoiceId, InvoiceStatus.Expired), (again.InvoiceId, again.Status));
        Assert.Single(await desk.Find());
    }

    [Fact]
    public async Task Many_creates_of_one_attempt_at_once_make_one_invoice()
    {
        await using var desk = await SignedDesk.Start();

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Created()));

        Assert.Single(made.Select(invoice => invoice.InvoiceId).Distinct());
        Assert.Single(await desk.Find());
    }

    [Fact]
    public async Task The_same_attempt_with_other_money_is_a_conflict_of_this_request()
    {
        await using var desk = await SignedDesk.Start();
        await desk.Created();

        var other = await desk.Create(SignedDesk.Request with { Price = new Money(99m, "USD") });

        Assert.Equal(new Refused("idempotency_conflict", IsOfSettings: false), other);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_found_by_its_order_once_the_search_shows_it()
    {
        await using var desk = await SignedDesk.Start();
        await desk.Sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.True(Assert.IsType<Unavailable>(await desk.Create()).WasSent);
        await desk.Sandbox.SetFault("""{"searchLagMs":3000}""");

        Assert.Empty(await desk.Find());
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));

        var found = Assert.Single(await desk.Find());
        Assert.Equal(SignedDesk.Request.AttemptId, found.AttemptId);
        Assert.Equal(found.InvoiceId, (await desk.Created()).InvoiceId);
    }

    [Theory]
    [InlineData("500", "http_500")]
    [InlineData("400", "http_503")]
    public async Task A_fault_that_passes_leaves_nothing(string fail, string code)
    {
        await using var desk = await SignedDesk.Start();
        await desk.Sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}","times":1}""");

        Assert.Equal(new Unavailable(code), await desk.Create());
        Assert.Empty(await desk.Find());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "expire")]
    [InlineData(false, "pay?amount=40")]
    [InlineData(false, "expire", "pay?amount=40")]
    [InlineData(false, "pay")]
    [InlineData(false, "pay", "confirm")]
    public async Task An_invoice_is_made_unpayable_unless_money_was_seen(
        bool isUnpayable, params string[] controls)
    {
        await using var desk = await SignedDesk.Start();
        var invoice = await desk.Created();
        foreach (var control in controls)
        {
            await desk.Control(control);
        }

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(new ProcessorResult<bool>.Found(isUnpayable), await desk.Processor.MakeUnpayable(
                invoice.InvoiceId, TestContext.Current.CancellationToken));
        }

        Assert.Equal(isUnpayable, (await desk.Read(invoice.InvoiceId)).Status == InvoiceStatus.Invalid);
    }

    [Fact]
    public async Task A_key_that_is_not_known_is_a_fault_of_the_settings()
    {
        await using var desk = await SignedDesk.Start(settings: ("ApiKey", "another"));

        Assert.Equal(new Refused("unauthenticated", IsOfSettings: true), await desk.Create());
    }

    [Fact]
    public async Task Without_a_key_of_its_own_the_dialect_lets_nobody_in()
    {
        await using var sandbox = await SandboxHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/signed/payments?orderId=1");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer ");

        var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_currency_without_a_rate_is_a_fault_of_this_request()
    {
        await using var desk = await SignedDesk.Start();

        Assert.Equal(new Refused("invalid_request", IsOfSettings: false),
            await desk.Create(SignedDesk.Request with { Price = new Money(5m, "XYZ") }));
    }

    [Fact]
    public async Task An_unknown_payment_is_not_found()
    {
        await using var desk = await SignedDesk.Start();

        Assert.Equal(new Refused("not_found", IsOfSettings: false),
            await desk.Processor.ReadInvoice("pay_nothing", TestContext.Current.CancellationToken));
    }

    private const string Good =
        """
        {"posLabel":"","orderId":"1","amount":"1","currency":{"isoCode":"USD","cryptoCode":"BTC"},
         "transactionSpeed":"low","metadata":{}}
        """;

    [Theory]
    [InlineData("nothing", "nothing", 201)]
    [InlineData("\"1\",\"currency", "\"0\",\"currency", 422)]
    [InlineData("\"1\",\"currency", "\"1e3\",\"currency", 422)]
    [InlineData("\"1\",\"currency", "1,\"currency", 422)]
    [InlineData("\"low\"", "\"slow\"", 422)]
    [InlineData("\"metadata\":{}", "\"metadata\":[]", 422)]
    [InlineData("\"metadata\":{}", "\"expiresInSeconds\":0,\"metadata\":{}", 422)]
    [InlineData("\"metadata\":{}", "\"tolerancePercent\":\"101\",\"metadata\":{}", 422)]
    [InlineData("\"orderId\":\"1\",", "", 422)]
    [InlineData("}}", "}", 422)]
    public async Task A_body_that_breaks_the_contract_is_refused(string contract, string bent, int status)
    {
        await using var desk = await SignedDesk.Start();

        Assert.Equal(status, await Post(desk, Good.Replace(contract, bent), "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c12"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public async Task A_create_without_a_UUID_as_its_key_is_refused(string key)
    {
        await using var desk = await SignedDesk.Start();

        Assert.Equal(422, await Post(desk, Good, key));
    }

    private static async Task<int> Post(SignedDesk desk, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/signed/payments");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {SignedDesk.ApiKey}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return (int)(await desk.Sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}

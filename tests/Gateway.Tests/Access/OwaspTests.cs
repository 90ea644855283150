using System.Net;
using System.Text.Json;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>
/// The ten of the OWASP API Security Top 10 (2023), tried by one merchant on another. What has tests of its own is only
/// touched here; the names are OWASP's.
/// </summary>
public sealed class OwaspTests(WholeGateway gateway)
{
    private const string Theirs = "CC-theirs-only";

    private static readonly string Attacker = WholeGateway.KeyOf("south");

    public static TheoryData<string, string> OrderCalls => new()
    {
        { "GET", "" },
        { "GET", "/events" },
        { "GET", "/refunds" },
        { "GET", "/refunds/R-1" },
        { "GET", "/sinks" },
        { "POST", "/cancel" },
        { "POST", "/invoices" },
    };

    [Theory]
    [MemberData(nameof(OrderCalls))]
    public async Task API1_broken_object_level_authorization(string method, string path)
    {
        await Victims();

        var other = await Attack(method, $"{Theirs}{path}");
        var none = await Attack(method, $"CC-there-is-none{path}");

        // What is another's is what is not there, to the letter.
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal(await WithoutTrace(none), await WithoutTrace(other));
        Assert.Equal("AwaitingPayment", (await gateway.Read(Theirs)).Status);
    }

    [Fact]
    public async Task API1_an_order_ID_that_another_has_is_free_and_no_conflict()
    {
        var victims = await gateway.Opened("CC-both-have");

        var own = await gateway.Created(Payments.Body("CC-both-have", amount: "7.00"), Attacker);

        Assert.Equal("7.00", own.Amount);
        Assert.NotEqual(victims.PaymentIntentId, own.PaymentIntentId);
        Assert.Equal("100.00", (await gateway.Read("CC-both-have")).Amount);
    }

    [Theory]
    [InlineData("X-Api-Key", "")]
    [InlineData("X-Api-Key", "the-key-of-first, the-key-of-first")]
    [InlineData("X-Api-Key", "THE-KEY-OF-FIRST")]
    [InlineData("Authorization", "Basic Zmlyc3Q6dGhlLWtleS1vZi1maXJzdA==")]
    [InlineData("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJtZXJjaGFudCI6ImZpcnN0In0.")]
    [InlineData("Cookie", "cryptopay-operator=forged")]
    [InlineData("X-Original-User", "first")]
    public async Task API2_broken_authentication(string header, string value)
    {
        await Victims();
        var request = Requests.Get($"{Payments.Path}/{Theirs}");
        request.Headers.TryAddWithoutValidation(header, value);

        var answer = await gateway.Send(request, key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("unauthorized", await answer.ErrorCode());
    }

    [Fact]
    public async Task API3_broken_object_property_level_authorization()
    {
        const string Wished = """
            , "status":"Settled", "isPaid":true, "merchant":"first", "amountPaid":"100.00", "paymentIntentId":"mine",
            "qualifiers":["Manual"], "checkoutUrl":"https://evil.example", "Merchant":"first"
            """;

        var made = await gateway.Created(Payments.Body("CC-wishes", more: Wished), Attacker);

        Assert.Equal(("south", false, "0.00"), (made.Merchant, made.IsPaid, made.AmountPaid));
        Assert.NotEqual("mine", made.PaymentIntentId);
        Assert.DoesNotContain("evil", made.CheckoutUrl);
    }

    [Fact]
    public async Task API4_unrestricted_resource_consumption()
    {
        var large = await gateway.Send(
            Requests.Post(Payments.Path, Payments.Body("CC-large", more: $", \"x\":\"{new string('x', 70_000)}\"")),
            Attacker);
        var deep = await gateway.Send(
            Requests.Post(Payments.Path, $"{new string('[', 10_000)}{new string(']', 10_000)}"), Attacker);
        var many = await gateway.Send(Requests.Get($"{Payments.Path}?take=100000"), Attacker);

        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Theory]
    [InlineData("POST", "CC-any/review")]
    [InlineData("POST", "CC-any/read")]
    [InlineData("POST", "CC-any/refunds")]
    [InlineData("POST", "CC-any/refunds/R-1/send")]
    [InlineData("POST", "CC-any/refunds/R-1/resolution")]
    [InlineData("POST", "CC-any/sinks/webhook/redeliver")]
    public async Task API5_broken_function_level_authorization(string method, string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Attack(method, path)).StatusCode);

    [Theory]
    [InlineData("GET", "/v1/accounts")]
    [InlineData("POST", "/v1/accounts/sandbox/pause")]
    [InlineData("GET", "/dashboard")]
    public async Task API5_what_is_the_operators_is_closed_to_a_merchant(string method, string path) => Assert.Equal(
        HttpStatusCode.Forbidden,
        (await gateway.Send(new HttpRequestMessage(HttpMethod.Parse(method), path), Attacker)).StatusCode);

    [Fact]
    public async Task API6_unrestricted_access_to_sensitive_business_flows()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => gateway.Created(Payments.Body("CC-again"), Attacker)));

        Assert.Single(all.Select(view => view.PaymentIntentId).Distinct());
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://hooks.example.test@127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    public async Task API7_server_side_request_forgery(string url)
    {
        var answer = await gateway.Send(
            Requests.Post(Payments.Path, Payments.Body("CC-ssrf", more: $", \"notificationUrl\":\"{url}\"")), Attacker);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty("notificationUrl", out _));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    public async Task API8_security_misconfiguration(string method)
    {
        var answer = await Attack(method, Theirs);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("   at ", await answer.Text());
    }

    [Fact]
    public async Task API9_improper_inventory_management()
    {
        using var described = JsonDocument.Parse(
            await (await gateway.Send(Requests.Get("/openapi/v1.json"), WholeGateway.OperatorKey)).Text());
        var paths = described.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name);

        // Every route is in the table of docs/security.md, see RoutesTests; here, that none of another version is told.
        Assert.All(paths, path => Assert.StartsWith("/v1/", path));
    }

    [Fact]
    public async Task API10_unsafe_consumption_of_APIs()
    {
        await gateway.Opened("CC-lied-to");
        var forged = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox")
        {
            Content = new StringContent("""{"type":"InvoiceSettled","metadata":{"orderId":"CC-lied-to"}}"""),
        };

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(forged, key: null)).StatusCode);
        Assert.False((await gateway.Read("CC-lied-to")).IsPaid);
    }

    private Task<PaymentIntentView> Victims() => gateway.Opened(Theirs);

    private Task<HttpResponseMessage> Attack(string method, string path) => gateway.Send(
        new HttpRequestMessage(HttpMethod.Parse(method), $"{Payments.Path}/{path}")
        {
            Content = method == "POST" ? new StringContent("{}", null, "application/json") : null,
        },
        Attacker);

    private static async Task<string> WithoutTrace(HttpResponseMessage answer)
    {
        var problem = (await answer.Problem()).EnumerateObject().Where(field => field.Name != "traceId");
        return string.Join('\n', problem);
    }
}

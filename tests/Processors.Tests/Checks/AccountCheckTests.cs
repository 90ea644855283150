using CryptoPay.Processors.Tests.BtcPay;

namespace CryptoPay.Processors.Tests.Checks;

/// <summary>What a person learns of a BTCPay store before the first payment. Answers are shaped as recorded.</summary>
public sealed class AccountCheckTests : IDisposable
{
    private const string Url = "https://pay.example.com/webhooks/main";

    private static readonly string[] Needed = ["cancreateinvoice", "canviewinvoices", "canmodifyinvoices"];

    private static readonly Answer NotSeen = new Answer.Says(403, """
        {"missingPermission":"btcpay.store.canviewstoresettings","code":"missing-permission","message":"Insufficient."}
        """);

    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);
    private Answer key = Key([.. Needed.Select(Limited), Limited("cancreatenonapprovedpullpayments")]);
    private Answer store = Store();
    private Answer webhooks = Webhooks(Url);
    private Answer search = new Answer.Says(200, "[]");

    public AccountCheckTests()
    {
        rig.Server.Date = rig.Clock.GetUtcNow();
        rig.Server.Script = call => call.PathAndQuery switch
        {
            "/api/v1/api-keys/current" => key,
            BtcPayDialect.StorePath => store,
            $"{BtcPayDialect.StorePath}/webhooks" => webhooks,
            _ when call.Method == HttpMethod.Get => search,
            _ => throw new InvalidOperationException($"It changes something: {call}"),
        };
    }

    [Fact]
    public async Task An_account_that_is_set_up_as_it_should_be_has_no_fault() =>
        Assert.All(await rig.Check(Url), finding => Assert.StartsWith("Good: ", finding));

    [Fact]
    public async Task Each_permission_that_the_key_lacks_is_named()
    {
        // Another store's does not count.
        key = Key(Limited("canviewinvoices"), "btcpay.store.cancreateinvoice:another-store");

        Assert.Contains("Fault: The key lacks btcpay.store.cancreateinvoice, btcpay.store.canmodifyinvoices "
            + "for this store.", await rig.Check(Url));
    }

    [Fact]
    public async Task A_key_for_all_stores_is_as_good() => Assert.DoesNotContain(
        await With(Key([.. Needed.Select(name => $"btcpay.store.{name}")])), IsFault);

    [Theory]
    [InlineData("unrestricted")]
    [InlineData("btcpay.store.cancreatepullpayments")]
    public async Task A_key_that_could_send_money_is_told(string permission) => Assert.Contains(
        await With(Key([.. Needed.Select(Limited), permission])),
        finding => finding.StartsWith(
            $"Note: The key may do more than it needs ({permission})", StringComparison.Ordinal));

    [Fact]
    public async Task A_key_that_cannot_refund_is_told() => Assert.Contains(
        "Note: The key lacks btcpay.store.cancreatenonapprovedpullpayments: refunds fail.",
        await With(Key([.. Needed.Select(Limited)])));

    [Fact]
    public async Task What_the_key_may_not_see_is_said_and_is_no_fault()
    {
        (store, webhooks) = (NotSeen, NotSeen);

        var findings = await rig.Check(Url);

        Assert.DoesNotContain(findings, IsFault);
        Assert.Equal(2, findings.Count(finding => finding.Contains("cannot be seen with this key")));
    }

    [Theory]
    [InlineData("MultiplePaymentsOnly", false, false, "networkFeeMode is MultiplePaymentsOnly")]
    [InlineData("Never", true, false, "lazyPaymentMethods is on")]
    [InlineData("Never", false, true, "archived")]
    public async Task A_store_that_asks_for_more_hides_its_links_or_is_closed_is_a_fault(
        string feeMode, bool isLazy, bool isArchived, string told)
    {
        store = Store(feeMode, isLazy, isArchived);

        Assert.Contains(told, Assert.Single(await rig.Check(Url), IsFault));
    }

    [Theory]
    [InlineData("https://pay.example.com/webhooks/other", true, true, "Fault: The store has no webhook to ")]
    [InlineData(Url, false, true, "Fault: The store has no webhook to ")]
    [InlineData(Url, true, false, "Fault: The store's webhook to ")]
    public async Task A_webhook_that_does_not_come_here_or_not_with_everything_is_a_fault(
        string url, bool isEnabled, bool isOfAll, string told)
    {
        webhooks = Webhooks(url, isEnabled, isOfAll);

        Assert.Contains(await rig.Check(Url), finding => finding.StartsWith(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_200, "Fault: Its clock is ", " s ahead of ours: ")]
    [InlineData(-1_200, "Fault: Its clock is ", " s behind ours: ")]
    [InlineData(20, "Good: Its clock and ours agree.", "")]
    public async Task A_clock_that_is_far_off_is_a_fault(int seconds, string told, string where)
    {
        rig.Server.Date = rig.Clock.GetUtcNow().AddSeconds(seconds);

        Assert.Contains(
            await rig.Check(Url),
            finding => finding.StartsWith(told, StringComparison.Ordinal) && finding.Contains(where));
    }

    [Theory]
    [InlineData(401, "{}", "It refuses what this account asks (unauthenticated)")]
    [InlineData(200, "<html>", "It answers with something else than its API would")]
    public async Task One_that_refuses_or_is_something_else_is_one_fault_and_asked_no_more(
        int status, string body, string told)
    {
        search = new Answer.Says(status, body);

        var fault = Assert.Single(await rig.Check(Url), IsFault);
        Assert.StartsWith($"Fault: {told}", fault);
        Assert.Single(rig.Server.Calls);
    }

    public void Dispose() => rig.Dispose();

    private Task<string[]> With(Answer seen)
    {
        key = seen;
        return rig.Check(Url);
    }

    private static string Limited(string name) => $"btcpay.store.{name}:{BtcPayDialect.StoreId}";

    private static bool IsFault(string finding) => finding.StartsWith("Fault", StringComparison.Ordinal);

    private static Answer Key(params string[] permissions) => new Answer.Says(200,
        $$"""{"apiKey":"011f","label":"rig","permissions":["{{string.Join("\",\"", permissions)}}"]}""");

    private static Answer Store(string feeMode = "Never", bool isLazy = false, bool isArchived = false) =>
        new Answer.Says(200, $$"""
            {"id":"{{BtcPayDialect.StoreId}}","speedPolicy":"MediumSpeed","networkFeeMode":"{{feeMode}}",
            "lazyPaymentMethods":{{Text(isLazy)}},"archived":{{Text(isArchived)}}}
            """);

    private static Answer Webhooks(string url, bool isEnabled = true, bool isOfAll = true) => new Answer.Says(200, $$"""
        [{"id":"T5","enabled":{{Text(isEnabled)}},"automaticRedelivery":true,"url":"{{url}}",
        "authorizedEvents":{"everything":{{Text(isOfAll)}},"specificEvents":[]} }]
        """);

    private static string Text(bool value) => value ? "true" : "false";
}

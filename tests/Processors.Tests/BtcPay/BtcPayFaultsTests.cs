using System.Net;
using System.Text;
using CryptoPay.Processors.BtcPay;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayFaultsTests
{
    public static TheoryData<string> Scenarios =>
    [
        "errors-401-unauthenticated",
        "errors-403-missing-permission",
        "errors-not-found-and-unknown-ids",
        "errors-unknown-ids-with-admin-key",
        "errors-422-validation",
        "chain-backend-down",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_recorded_error_has_its_meaning(string scenario)
    {
        var errors = Recording.Of(scenario).Calls.Where(call => call.Status >= 400).ToList();
        Assert.NotEmpty(errors);
        Assert.All(errors, call => Assert.Equal(call.Status switch
        {
            400 when call.Body.Contains("dust", StringComparison.Ordinal) =>
                new HttpFault("amount_too_small", MayPass: false, IsOfSettings: false),
            400 => new HttpFault("generic-error", MayPass: true),
            401 => new HttpFault("unauthenticated", MayPass: false),
            403 => new HttpFault("missing-permission", MayPass: false),
            422 when call.Body.Contains("Checkout.PaymentMethods[0]", StringComparison.Ordinal) =>
                new HttpFault("currency_not_taken", MayPass: false, IsOfSettings: false),
            422 => new HttpFault("invalid_request", MayPass: false, IsOfSettings: false),
            500 => new HttpFault("http_500", MayPass: true),
            _ => new HttpFault($"http_{call.Status}", MayPass: false),
        }, Read(call.Status, call.Body)));
    }

    [Fact]
    public void An_amount_that_the_coins_network_does_not_carry_is_told_by_its_own_word_and_never_asked_for_again()
    {
        var dust = Assert.Single(Recording.Of("errors-422-validation").Calls,
            call => call.Body.Contains("dust threshold", StringComparison.Ordinal));

        Assert.Equal(
            new HttpFault("amount_too_small", MayPass: false, IsOfSettings: false), Read(dust.Status, dust.Body));
    }

    [Theory]
    [InlineData("""{"code":"generic-error","message":7}""")]
    [InlineData("""{"code":"generic-error","message":null}""")]
    [InlineData("""{"code":"generic-error"}""")]
    public void What_passes_is_not_taken_for_dust(string body) =>
        Assert.Equal(new HttpFault("generic-error", MayPass: true), Read(400, body));

    [Theory]
    [InlineData(403, "<html>Forbidden by the firewall</html>", "http_403")]
    [InlineData(403, """{"code":"something-new"}""", "http_403")]
    [InlineData(400, """{"code":"something-new"}""", "http_400")]
    [InlineData(400, "[]", "http_400")]
    [InlineData(400, "", "http_400")]
    public void A_body_that_is_not_the_servers_own_lends_no_code(int status, string body, string code) =>
        Assert.Equal(new HttpFault(code, MayPass: false), Read(status, body));

    private static HttpFault Read(int status, string body) =>
        BtcPayFaults.Read((HttpStatusCode)status, Encoding.UTF8.GetBytes(body));
}

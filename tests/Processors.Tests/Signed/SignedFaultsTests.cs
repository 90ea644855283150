using System.Net;
using System.Text;
using CryptoPay.Processors.Http;
using CryptoPay.Processors.Signed;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedFaultsTests
{
    [Theory]
    [InlineData(401, "unauthenticated", true)]
    [InlineData(403, "forbidden", true)]
    [InlineData(400, "invalid_request", false)]
    [InlineData(422, "invalid_request", false)]
    [InlineData(422, "amount_too_small", false)]
    [InlineData(404, "not_found", false)]
    [InlineData(409, "idempotency_conflict", false)]
    [InlineData(409, "not_cancellable", false)]
    [InlineData(409, "not_refundable", false)]
    public void Every_error_of_the_contract_says_whether_our_settings_or_this_request_must_change(
        int status, string code, bool isOfSettings) => Assert.Equal(
            new HttpFault(code, MayPass: false, isOfSettings), Read(status, $$"""{"code":"{{code}}"}"""));

    [Theory]
    [InlineData(403, "<html>Forbidden by the firewall</html>", "http_403")]
    [InlineData(404, "", "http_404")]
    [InlineData(404, """{"code":"something-new"}""", "http_404")]
    [InlineData(409, "[]", "http_409")]
    [InlineData(400, """{"code":7}""", "http_400")]
    public void A_body_that_is_not_the_contracts_lends_no_code(int status, string body, string code) =>
        Assert.Equal(new HttpFault(code, MayPass: false), Read(status, body));

    private static HttpFault Read(int status, string body) =>
        SignedFaults.Read((HttpStatusCode)status, Encoding.UTF8.GetBytes(body));
}

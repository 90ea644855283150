using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>Bodies of refunds, good and bad, by the source of version 2.4.1.</summary>
public sealed class RefundRequestTests
{
    private const string Good =
        """{"refundVariant":"Custom","customAmount":"4.00","customCurrency":"USD","payoutMethods":["LTC-CHAIN"]}""";

    [Theory]
    [InlineData("\"4.00\"", "0", "CustomAmount")]
    [InlineData("\"4.00\"", "null", "CustomAmount")]
    [InlineData("\"4.00\"", "\"four\"", "customAmount", "request")]
    [InlineData("\"USD\"", "\"XXQ\"", "CustomCurrency")]
    [InlineData("\"USD\"", "null", "CustomCurrency")]
    [InlineData("\"refundVariant\":\"Custom\",", "", "RefundVariant")]
    [InlineData("\"Custom\"", "\"Half\"", "request", "refundVariant")]
    [InlineData("LTC-CHAIN", "XYZ-CHAIN", "PayoutMethods", "PayoutMethods")]
    [InlineData("LTC-CHAIN", "LTC-LN", "PayoutMethods", "PayoutMethods")]
    [InlineData("LTC-CHAIN", "BTC-CHAIN", "PayoutMethods")]
    [InlineData("[\"LTC-CHAIN\"]", "[]", "PayoutMethods")]
    [InlineData("\"payoutMethods\":[\"LTC-CHAIN\"]", "\"payoutMethodId\":\"BTC-CHAIN\"", "PayoutMethodId")]
    [InlineData(Good, "", "", "request")]
    public async Task A_bad_field_is_named(string good, string bad, params string[] paths)
    {
        await using var desk = await RefundDesk.Start();

        var (status, body) = await Post(desk, Good.Replace(good, bad));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(paths, body.EnumerateArray().Select(error => error.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("\"payoutMethods\":[\"LTC-CHAIN\"]", "\"payoutMethodId\":\"LTC-CHAIN\"")]
    [InlineData("\"payoutMethods\":", "\"payoutMethodId\":\"BTC-CHAIN\",\"payoutMethods\":")]
    [InlineData(",\"payoutMethods\":[\"LTC-CHAIN\"]", "")]
    [InlineData("\"4.00\"", "4.00")]
    public async Task The_payout_method_may_be_an_array_one_text_or_left_out(string usual, string other)
    {
        await using var desk = await RefundDesk.Start();

        var (status, body) = await Post(desk, Good.Replace(usual, other));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"Refund {desk.Invoice.InvoiceId}", body.GetProperty("name").GetString());
        Assert.Equal(("4.00", "USD", false), (body.GetProperty("amount").GetString(),
            body.GetProperty("currency").GetString(), body.GetProperty("autoApproveClaims").GetBoolean()));
    }

    [Fact]
    public async Task An_unknown_invoice_is_a_missing_permission()
    {
        await using var desk = await RefundDesk.Start();

        var answer = await desk.Sandbox.Send(HttpMethod.Post, $"{SandboxHost.Invoices}/another/refund", Good);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<(HttpStatusCode, JsonElement)> Post(RefundDesk desk, string body)
    {
        var path = $"{SandboxHost.Invoices}/{desk.Invoice.InvoiceId}/refund";
        var answer = await desk.Sandbox.Send(HttpMethod.Post, path, body);
        return (answer.StatusCode,
            await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}

using System.Net;
using System.Reflection;
using System.Text;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class PaymentIntentEndpointsTests(RunningGateway gateway)
{
    private const string Path = "/v1/payment-intents";

    [Fact]
    public async Task A_bad_create_is_answered_with_what_is_allowed_in_each_field()
    {
        var response = await gateway.Send(Requests.Post(Path, """{"orderId":"a b","amount":"1"}""").WithKey());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Problem();
        Assert.Equal("invalid_request", problem.GetProperty("errorCode").GetString());
        Assert.Equal(
            ["currency", "orderId"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_secret_has_its_own_error_code()
    {
        var phrase = string.Join(' ', Enumerable.Repeat("abandon", 11).Append("about"));
        var response = await gateway.Send(Requests.Post(Path, $$$"""{"metadata":{"note":"{{{phrase}}}"}}""").WithKey());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("secret_in_request", await response.ErrorCode());
        Assert.DoesNotContain("abandon", await response.Text());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_64_KiB_is_refused_whether_its_length_is_said_or_not(bool chunked)
    {
        var request = Requests.Post(Path, "{}").WithKey();
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes($"{{{new string(' ', 64 * 1024)}}}"));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;

        var response = await gateway.Send(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Problem()).GetProperty("errors").TryGetProperty("body", out _));
    }

    [Fact]
    public async Task A_body_of_exactly_64_KiB_is_read_to_its_end()
    {
        var response = await gateway.Send(Requests.Post(Path, $"{{{new string(' ', (64 * 1024) - 2)}}}").WithKey());

        Assert.True((await response.Problem()).GetProperty("errors").TryGetProperty("orderId", out _));
    }

    [Fact]
    public async Task A_create_that_is_not_said_to_be_json_is_415()
    {
        var request = Requests.Post(Path).WithKey();
        request.Content = new StringContent("orderId=1", Encoding.UTF8, "application/x-www-form-urlencoded");

        var response = await gateway.Send(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", await response.ErrorCode());
    }

    [Theory]
    [InlineData("status=paid", "status")]
    [InlineData("from=yesterday", "from")]
    [InlineData("take=0", "take")]
    [InlineData("take=1&take=2", "take")]
    [InlineData("cursor=%3F", "cursor")]
    [InlineData("actionRequired=all", "actionRequired")]
    [InlineData("merchant=another", "merchant")]
    [InlineData("merchant=default&merchant=default", "merchant")]
    public async Task A_bad_list_parameter_is_named(string query, string parameter)
    {
        var response = await gateway.Send(Requests.Get($"{Path}?{query}").WithKey());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Problem()).GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("GET", "/a+b")]
    [InlineData("GET", "/a%2Fb/events")]
    [InlineData("POST", "/a%20b/cancel")]
    [InlineData("POST", "/a%0Ab/invoices")]
    public async Task What_cannot_be_an_order_ID_is_not_found(string method, string path)
    {
        var response = await gateway.Send(new HttpRequestMessage(new HttpMethod(method), Path + path).WithKey());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found", await response.ErrorCode());
    }

    [Theory]
    [InlineData(Refusal.NotFound, 404, "not_found")]
    [InlineData(Refusal.OrderConflict, 409, "order_conflict")]
    [InlineData(Refusal.MoneySeen, 409, "money_seen")]
    [InlineData(Refusal.AlreadySettled, 409, "already_settled")]
    [InlineData(Refusal.AlreadyCancelled, 409, "already_cancelled")]
    [InlineData(Refusal.NothingDue, 409, "nothing_due")]
    [InlineData(Refusal.UnknownProcessor, 400, "unknown_processor")]
    [InlineData(Refusal.AccountNotAllowed, 403, "account_not_allowed")]
    [InlineData(Refusal.RefundUnclear, 409, "refund_unclear")]
    [InlineData(Refusal.InvoiceNotFound, 400, "invoice_not_found")]
    [InlineData(Refusal.ReturnTooLarge, 400, "return_too_large")]
    [InlineData(Refusal.NothingToReview, 409, "nothing_to_review")]
    [InlineData(Refusal.RefundMismatch, 409, "refund_mismatch")]
    [InlineData(Refusal.RefundNotOpen, 409, "refund_not_open")]
    public void Every_refusal_has_its_status_and_code(Refusal refusal, int status, string errorCode)
    {
        var problem = refusal.ToProblem();

        Assert.Equal(status, Assert.IsAssignableFrom<IStatusCodeHttpResult>(problem).StatusCode);
        var details = Assert.IsAssignableFrom<Microsoft.AspNetCore.Mvc.ProblemDetails>(
            Assert.IsAssignableFrom<IValueHttpResult>(problem).Value);
        Assert.Equal(errorCode, details.Extensions["errorCode"]);
    }

    [Fact]
    public void No_refusal_is_forgotten()
    {
        foreach (var refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
        {
            Assert.NotNull(refusal.ToProblem());
        }
    }

    [Fact]
    public void No_key_of_a_payment_can_be_null()
    {
        var nullability = new NullabilityInfoContext();

        Assert.All(typeof(PaymentIntentView).GetProperties(), property =>
            Assert.Equal(NullabilityState.NotNull, nullability.Create(property).ReadState));
    }
}

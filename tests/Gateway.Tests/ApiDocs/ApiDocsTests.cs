using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Tests.ApiDocs;

public partial class ApiDocsTests(RunningGateway gateway)
{
    [Fact]
    public async Task The_description_names_every_operation_and_no_page()
    {
        var paths = (await Description()).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}"));

        Assert.Equal(
            [
                "get /v1/accounts", "get /v1/payment-intents", "get /v1/payment-intents/{orderId}",
                "get /v1/payment-intents/{orderId}/events",
                "get /v1/payment-intents/{orderId}/refunds", "get /v1/payment-intents/{orderId}/refunds/{refundId}",
                "get /v1/payment-intents/{orderId}/sinks",
                "get /v1/payment-intents/{orderId}/transactions",
                "get /v1/reconciliations", "get /v1/reconciliations/{account}/{reconciliationId}",
                "get /v1/statements",
                "post /v1/accounts/{account}/pause", "post /v1/accounts/{account}/resume",
                "post /v1/customers/erasures", "post /v1/customers/exports",
                "post /v1/payment-intents", "post /v1/payment-intents/find", "post /v1/payment-intents/resume",
                "post /v1/payment-intents/{orderId}/cancel",
                "post /v1/payment-intents/{orderId}/invoices", "post /v1/payment-intents/{orderId}/read",
                "post /v1/payment-intents/{orderId}/refunds",
                "post /v1/payment-intents/{orderId}/refunds/{refundId}/resolution",
                "post /v1/payment-intents/{orderId}/refunds/{refundId}/send",
                "post /v1/payment-intents/{orderId}/review",
                "post /v1/payment-intents/{orderId}/sinks/{sink}/redeliver",
                "post /v1/payment-intents/{orderId}/sinks/{sink}/resume",
                "post /v1/reconciliations",
            ],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_description_of_a_create_has_the_rules_and_an_example_that_keeps_them()
    {
        var body = (await Description()).GetProperty("paths").GetProperty("/v1/payment-intents").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

        var properties = body.GetProperty("schema").GetProperty("properties");
        Assert.Equal(
            [
                "amount", "currency", "metadata", "notificationUrl", "orderId", "posLabel", "processor",
                "transactionSpeed",
            ],
            properties.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Contains("100000", properties.GetProperty("amount").GetProperty("description").GetString());
        var example = System.Text.Encoding.UTF8.GetBytes(body.GetProperty("example").GetRawText());
        var create = Assert.IsType<RequestBody<CreateRequest>.Valid>(
            CreateRequest.Parse(example, new LimitOptions(), Payments.NoHosts)).Value;
        // What is copied from here waits for a confirmation.
        Assert.Equal(TransactionSpeed.Medium, create.Intent.Speed);
    }

    [Fact]
    public async Task The_description_of_each_operation_says_whose_orders_and_which_scope()
    {
        foreach (var path in (await Description()).GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.Contains("Scope: ", operation.Value.GetProperty("description").GetString());
                // An account may serve several merchants.
                Assert.Equal(
                    !path.Name.StartsWith("/v1/accounts", StringComparison.Ordinal)
                        && !path.Name.StartsWith("/v1/reconciliations", StringComparison.Ordinal),
                    operation.Value.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray()
                        .Any(parameter => parameter.GetProperty("name").GetString() == "merchant"));
                Assert.True(operation.Value.GetProperty("responses").TryGetProperty("403", out _));
            }
        }
    }

    [Theory]
    [InlineData("/review", "amount,invoiceId,reason,resolution")]
    [InlineData("/refunds/{refundId}/resolution", "processorRefundId,reason,resolution")]
    public async Task The_description_of_a_resolution_has_its_fields_and_an_example_that_keeps_them(
        string path, string fields)
    {
        var body = (await Description()).GetProperty("paths").GetProperty($"/v1/payment-intents/{{orderId}}{path}")
            .GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

        Assert.Equal(fields.Split(','), body.GetProperty("schema").GetProperty("properties").EnumerateObject()
            .Select(property => property.Name).Order(StringComparer.Ordinal));
        var example = System.Text.Encoding.UTF8.GetBytes(body.GetProperty("example").GetRawText());
        Assert.True(path == "/review"
            ? ReviewBody.Parse(example, "tests") is RequestBody<ReviewResolution>.Valid
            : RefundResolutionBody.Parse(example, "tests") is RequestBody<RefundResolution>.Valid);
    }

    [Fact]
    public async Task The_description_shows_the_payment_and_hides_what_is_not_sent()
    {
        var properties = (await Description()).GetProperty("components").GetProperty("schemas")
            .GetProperty("PaymentIntentView").GetProperty("properties");

        Assert.Equal("string", properties.GetProperty("qrCodeUrl").GetProperty("type").GetString());
        Assert.Equal("integer", properties.GetProperty("pollAfterSeconds").GetProperty("type").GetString());
        Assert.False(properties.TryGetProperty("linkToken", out _));
    }

    [Theory]
    [InlineData("PaymentIntentView", "status", "AwaitingPayment")]
    [InlineData("PaymentIntentView", "caseStatus", "Payment Status: Complete")]
    [InlineData("PaymentIntentView", "outcome", "paid")]
    [InlineData("PaymentIntentView", "outcome", "not_found")]
    [InlineData("PaymentIntentView", "actionRequired", "new_invoice")]
    [InlineData("PaymentIntentView", "errorCode", "processor_unavailable")]
    [InlineData("PaymentIntentView", "errorCode", "order_conflict")]
    [InlineData("ProblemDetails", "errorCode", "too_many_requests")]
    [InlineData("HttpValidationProblemDetails", "errorCode", "invalid_request")]
    [InlineData("RefundView", "status", "Completed")]
    [InlineData("RefundView", "errorCode", "refund_ended")]
    [InlineData("SinkView", "state", "parked")]
    [InlineData("Transaction", "state", "gone")]
    [InlineData("ErasureCertificate", "status", "erased")]
    public async Task The_description_names_the_words_that_an_answer_can_say_and_closes_no_list(
        string answer, string key, string word)
    {
        var text = (await Description()).GetProperty("components").GetProperty("schemas").GetProperty(answer)
            .GetProperty("properties").GetProperty(key);

        Assert.Contains(word, text.GetProperty("x-extensible-enum").EnumerateArray().Select(each => each.GetString()));
        Assert.EndsWith("new ones may come.", text.GetProperty("description").GetString());
        Assert.False(text.TryGetProperty("enum", out _));
    }

    [Fact]
    public async Task The_description_says_how_to_authenticate_and_where()
    {
        var description = await Description();

        var scheme = description.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey");
        Assert.Equal("X-Api-Key", scheme.GetProperty("name").GetString());
        Assert.True(description.GetProperty("security")[0].TryGetProperty("ApiKey", out _));
        Assert.Equal(
            RunningGateway.PublicBaseUrl, description.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task The_page_to_read_it_loads_nothing_from_outside()
    {
        var response = await gateway.Send(Requests.Get("/scalar/v1").AsBrowser().WithKey());
        var html = await response.Text();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(OutsideAddress.Matches(html).Select(match => match.Value));
        Assert.Contains("<script", html);
        // Its toolbar and its button would lead to others, and it would show a key that nobody has.
        Assert.Contains("\"showDeveloperTools\":\"never\"", html);
        Assert.Contains("\"hideClientButton\":true", html);
        Assert.Contains(".scalar-password-input::placeholder { color: transparent !important; }", html);
        Assert.StartsWith("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        foreach (Match script in ScriptAddress.Matches(html))
        {
            var source = new Uri(new Uri(gateway.Client.BaseAddress!, "/scalar/"), script.Groups[1].Value);
            var answer = await gateway.Send(Requests.Get(source.PathAndQuery).WithKey());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<JsonElement> Description()
    {
        var response = await gateway.Send(Requests.Get("/openapi/v1.json").WithKey());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Text()).RootElement;
    }

    [GeneratedRegex(@"(https?:)?//[a-z0-9][a-z0-9.-]*\.[a-z]{2,}[^\s""'<]*", RegexOptions.IgnoreCase)]
    private static partial Regex OutsideAddress { get; }

    [GeneratedRegex(@"(?:src=|from\s+)[""']([^""']+)[""']")]
    private static partial Regex ScriptAddress { get; }
}

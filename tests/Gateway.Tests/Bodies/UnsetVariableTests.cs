using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Bodies;

/// <summary>What a flow's template sends for a variable that has no value.</summary>
public class UnsetVariableTests(RunningGateway gateway)
{
    public static TheoryData<string> Forms =>
    [
        "$input.x", "$!input.x", "${x}", "$!{x}", "${input.x}", "$!{input.x}", "$!x", "$.External.x", "{{flow.x}}",
        "$esc.jsonString(${input.x})", "$!esc.jsonString($!{input.x})", "${esc.jsonString($input.x)}", " ${x} ",
        "undefined", "null", "NaN", "NOT_SET", "[object Object]",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void In_a_required_field_it_is_refused_by_the_fields_name(string form)
    {
        var body = Parse(new { orderId = form, amount = form, currency = new { isoCode = form, cryptoCode = form } });

        var errors = Assert.IsType<RequestBody<CreateRequest>.Invalid>(body).Errors;
        string[] fields = ["amount", "currency.cryptoCode", "currency.isoCode", "orderId"];
        Assert.Equal(fields, errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, said => Assert.StartsWith(
            "required, and the template's variable had no value: ", Assert.Single(said)));
        Assert.Equal(fields, body.Unset.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void In_an_optional_field_it_is_as_good_as_nothing(string form)
    {
        var body = Parse(new
        {
            orderId = "CC-1",
            amount = "1",
            currency = new { isoCode = "USD", cryptoCode = "BTC" },
            posLabel = form,
            transactionSpeed = form,
            notificationUrl = form,
            processor = form,
            metadata = new { agentId = form, queue = "sales" },
        });

        var intent = Assert.IsType<RequestBody<CreateRequest>.Valid>(body).Value.Intent;
        Assert.Equal(("", TransactionSpeed.Medium, ""), (intent.PosLabel, intent.Speed, intent.Account));
        Assert.True(intent.NotificationUrl.IsEmpty);
        Assert.Equal(["queue"], intent.Metadata.Keys);
        Assert.Equal(["metadata", "notificationUrl", "posLabel", "processor", "transactionSpeed"], body.Unset.Order());
    }

    [Theory]
    [InlineData("$5 off")]
    [InlineData("null-1")]
    [InlineData("Undefined")]
    [InlineData("Order ${x}")]
    [InlineData("$AAPL")]
    [InlineData("${}")]
    [InlineData("{x}")]
    [InlineData("$")]
    public void What_only_looks_like_it_is_a_text(string text)
    {
        var body = Parse(new
        {
            orderId = "CC-1",
            amount = "1",
            currency = new { isoCode = "USD", cryptoCode = "BTC" },
            posLabel = text,
            metadata = new { note = text },
        });

        var intent = Assert.IsType<RequestBody<CreateRequest>.Valid>(body).Value.Intent;
        Assert.Equal((text, text), (intent.PosLabel, intent.Metadata["note"].Value));
        Assert.Empty(body.Unset);
    }

    [Fact]
    public void In_place_of_an_object_it_is_the_same()
    {
        var body = Parse(new { orderId = "CC-1", amount = "1", currency = "${currency}", metadata = "${metadata}" });

        Assert.Equal(["currency"], Assert.IsType<RequestBody<CreateRequest>.Invalid>(body).Errors.Keys);
        Assert.Equal(["currency", "metadata"], body.Unset.Order());
    }

    [Fact]
    public void What_another_resolution_has_may_be_there_without_a_value() => Assert.Equal(
        ReviewOutcome.Credited, Assert.IsType<RequestBody<ReviewResolution>.Valid>(ReviewBody.Parse(
            """{"resolution":"credited","reason":"x","invoiceId":"${input.invoice}"}"""u8.ToArray(), "ops"))
            .Value.Outcome);

    [Theory]
    [InlineData("""{"orderId":7}""", "orderId")]
    [InlineData("""{"posLabel":7}""", "posLabel")]
    [InlineData("""{"transactionSpeed":true}""", "transactionSpeed")]
    [InlineData("""{"processor":{}}""", "processor")]
    public void A_value_of_another_type_is_told_that_it_must_be_a_string(string json, string field)
    {
        var body = CreateRequest.Parse(Encoding.UTF8.GetBytes(json), new LimitOptions(), Payments.NoHosts);

        Assert.StartsWith("must be a string: ",
            Assert.Single(Assert.IsType<RequestBody<CreateRequest>.Invalid>(body).Errors[field]));
    }

    [Fact]
    public async Task It_is_counted_by_key_and_field()
    {
        var counted = new List<string>();
        var meters = gateway.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            // Only this gateway's: other tests may send the same at the same time.
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "cryptopay.unset_variables" && ReferenceEquals(instrument.Meter.Scope, meters))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();

        var answer = await gateway.Send(Requests.Post(
            Payments.Path, """{"orderId":"${input.orderId}","metadata":{"any":"$input.a"}}""").WithKey());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_request", await answer.ErrorCode());
        Assert.Equal(["tests orderId", "tests metadata"], counted);
    }

    private static RequestBody<CreateRequest> Parse(object body) =>
        CreateRequest.Parse(JsonSerializer.SerializeToUtf8Bytes(body), new LimitOptions(), Payments.NoHosts);
}

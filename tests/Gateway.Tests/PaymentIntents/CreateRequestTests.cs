using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Settings;
using CryptoPay.Notifications;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class CreateRequestTests
{
    private static readonly MerchantHosts Hosts = new(["example.com"], isDevelopment: false);

    private const string Full = """
        {"posLabel":"ContactCenter_Payment","orderId":"CC-1001","amount":"100.00",
         "currency":{"isoCode":"USD","cryptoCode":"BTC"},"transactionSpeed":"high",
         "notificationUrl":"https://example.com/hook?a=b","metadata":{"agentId":"agent-7","tries":3,"vip":true},
         "processor":"shop","somethingElse":[1,2,3]}
        """;

    [Fact]
    public void A_full_request_is_taken_and_unknown_fields_are_ignored()
    {
        var (orderId, intent) = Valid(Full);

        Assert.Equal("CC-1001", orderId);
        Assert.Equal("ContactCenter_Payment", intent.PosLabel);
        Assert.Equal(new Money(100.00m, "USD"), intent.Price);
        Assert.Equal("BTC", intent.CryptoCode);
        Assert.Equal(TransactionSpeed.High, intent.Speed);
        Assert.Equal("https://example.com/hook?a=b", intent.NotificationUrl.Value);
        Assert.Equal("shop", intent.Account);
        Assert.Equal(
            ["agentId=agent-7", "tries=3", "vip=true"],
            intent.Metadata.Select(entry => $"{entry.Key}={entry.Value.Value}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"posLabel":"","transactionSpeed":"","notificationUrl":"","processor":"","metadata":{"a":""}}""")]
    [InlineData("""{"posLabel":null,"transactionSpeed":null,"notificationUrl":null,"processor":null,"metadata":null}""")]
    public void What_is_optional_may_be_missing_or_empty_or_null(string optional)
    {
        var (_, intent) = Valid(Minimal(with: optional));

        Assert.Equal("", intent.PosLabel);
        Assert.Equal(TransactionSpeed.Medium, intent.Speed);
        Assert.True(intent.NotificationUrl.IsEmpty);
        Assert.Empty(intent.Metadata);
        Assert.Equal("", intent.Account);
    }

    [Theory]
    [InlineData("\"100.00\"", "USD", "100.00")]
    [InlineData("100.00", "USD", "100.00")]
    [InlineData("100", "USD", "100")]
    [InlineData("\"0.01\"", "USD", "0.01")]
    [InlineData("\"100000\"", "USD", "100000")]
    [InlineData("\"100000.00\"", "USD", "100000.00")]
    [InlineData("\"5\"", "JPY", "5")]
    [InlineData("\"0.001\"", "KWD", "0.001")]
    public void An_amount_is_taken_digit_by_digit(string amount, string isoCode, string taken) =>
        Assert.Equal(taken, Valid(WithAmount(amount, isoCode)).Intent.Price.Amount
            .ToString(null, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("0")]
    [InlineData("\"0.00\"")]
    [InlineData("\"-1\"")]
    [InlineData("-1")]
    [InlineData("\"+1\"")]
    [InlineData("\"0.001\"")]
    [InlineData("\"100000.01\"")]
    [InlineData("\"79228162514264337593543950336\"")]
    [InlineData("\"1e2\"")]
    [InlineData("1e2")]
    [InlineData("1E+2")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"1 000\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"1\\n\"")]
    [InlineData("\"1.\"")]
    [InlineData("\".5\"")]
    [InlineData("\"007\"")]
    [InlineData("\"٣\"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1]")]
    public void An_amount_that_is_not_plain_and_in_range_is_refused(string amount) =>
        Assert.Equal(["amount"], Refused(WithAmount(amount, "USD")).Keys);

    [Fact]
    public void A_refused_amount_is_told_how_many_decimals_its_currency_has()
    {
        Assert.Contains("at most 2 decimals", Refused(WithAmount("\"1.001\"", "USD"))["amount"].Single());
        Assert.Contains("at most 0 decimals", Refused(WithAmount("\"1.5\"", "JPY"))["amount"].Single());
    }

    [Theory]
    [InlineData("orderId", "\"a\"")]
    [InlineData("orderId", "\"A.b_c-9\"")]
    [InlineData("orderId", "\"1234567890123456789012345678901234567890123456789012345678901234\"")]
    [InlineData("currency", """{"isoCode":"usd","cryptoCode":"btc"}""")]
    [InlineData("currency", """{"isoCode":"EUR","cryptoCode":"USDT20","more":1}""")]
    [InlineData("transactionSpeed", "\"LOW\"")]
    [InlineData("notificationUrl", "\"https://example.com:443/hook\"")]
    [InlineData("posLabel", "\"Zahlung für Ämter €\"")]
    [InlineData("metadata", """{"a.b_c-D":"", "n":1.50}""")]
    [InlineData("processor", "\"btcpay-eu.1\"")]
    public void These_are_taken(string field, string value) => Valid(With(field, value));

    [Theory]
    [InlineData("orderId", "null")]
    [InlineData("orderId", "5")]
    [InlineData("orderId", "\"\"")]
    [InlineData("orderId", "\"12345678901234567890123456789012345678901234567890123456789012345\"")]
    [InlineData("orderId", "\"a/b\"")]
    [InlineData("orderId", "\"a+b\"")]
    [InlineData("orderId", "\"a b\"")]
    [InlineData("orderId", "\"a\\n\"")]
    [InlineData("orderId", "\"ä\"")]
    [InlineData("orderId", "\".\"")]
    [InlineData("orderId", "\"..\"")]
    [InlineData("transactionSpeed", "\"fast\"")]
    [InlineData("transactionSpeed", "\"0\"")]
    [InlineData("transactionSpeed", "1")]
    [InlineData("notificationUrl", "\"http://example.com/hook\"")]
    [InlineData("notificationUrl", "\"ftp://example.com/hook\"")]
    [InlineData("notificationUrl", "\"/hook\"")]
    [InlineData("notificationUrl", "\"https://\"")]
    [InlineData("notificationUrl", "\"https://user:word@example.com/\"")]
    [InlineData("notificationUrl", "\" https://example.com/\"")]
    [InlineData("notificationUrl", "\"https://exa\\tmple.com/\"")]
    [InlineData("notificationUrl", "\"https:\\\\\\\\example.com\\\\a\"")]
    [InlineData("notificationUrl", "\"http://localhost:8080/\"")]
    [InlineData("notificationUrl", "\"https://example.org/\"")]
    [InlineData("notificationUrl", "\"https://example.com:8443/\"")]
    [InlineData("notificationUrl", "\"https://example.com/#part\"")]
    [InlineData("notificationUrl", "\"${url}/hook\"")]
    [InlineData("notificationUrl", "{}")]
    [InlineData("posLabel", "\"a\\u0000b\"")]
    [InlineData("posLabel", "\"a\\u007fb\"")]
    [InlineData("posLabel", "\"a\\u0085b\"")]
    [InlineData("posLabel", "1")]
    [InlineData("processor", "\"a/b\"")]
    [InlineData("currency", "null")]
    [InlineData("currency", "\"USD\"")]
    [InlineData("metadata", "[]")]
    [InlineData("metadata", "\"a\"")]
    [InlineData("metadata", """{"":"a"}""")]
    [InlineData("metadata", """{"a b":"a"}""")]
    public void These_are_refused_by_name(string field, string value) =>
        Assert.Equal([field], Refused(With(field, value)).Keys);

    [Theory]
    [InlineData("isoCode", "\"XYZ\"")]
    [InlineData("isoCode", "\"US\"")]
    [InlineData("isoCode", "\"BTC\"")]
    [InlineData("isoCode", "840")]
    [InlineData("cryptoCode", "\"B\"")]
    [InlineData("cryptoCode", "\"1INCH\"")]
    [InlineData("cryptoCode", "\"BTC-LN\"")]
    [InlineData("cryptoCode", "\"ABCDEFGHIJKLM\"")]
    [InlineData("cryptoCode", "\"\"")]
    public void A_currency_is_refused_by_the_part_that_is_wrong(string part, string value)
    {
        var currency = new Dictionary<string, string>
        {
            ["isoCode"] = "\"USD\"",
            ["cryptoCode"] = "\"BTC\"",
            [part] = value,
        };

        var errors = Refused(
            With("currency", $"{{{string.Join(',', currency.Select(entry => $"\"{entry.Key}\":{entry.Value}"))}}}"));

        Assert.Equal([$"currency.{part}"], errors.Keys);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"a\\u0001\"")]
    public void A_metadata_value_is_refused_by_its_key(string value) =>
        Assert.Equal(["metadata.note"], Refused(With("metadata", Note(value))).Keys);

    [Fact]
    public void Lengths_and_counts_are_taken_up_to_their_limit_and_not_beyond()
    {
        Valid(With("posLabel", Quoted(100)));
        Assert.Equal(["posLabel"], Refused(With("posLabel", Quoted(101))).Keys);
        Valid(With("metadata", Note(Quoted(500))));
        Assert.Equal(["metadata.note"], Refused(With("metadata", Note(Quoted(501)))).Keys);
        Valid(With("metadata", $"{{{Quoted(64)}:1}}"));
        Assert.Equal(["metadata"], Refused(With("metadata", $"{{{Quoted(65)}:1}}")).Keys);
        Valid(With("metadata", Entries(20)));
        // A repeat may have more: how many there may be is said where it is known whether it is one.
        Valid(With("metadata", Entries(21)));
        Valid(With("notificationUrl", $"\"https://example.com/{new string('a', 2048 - 20)}\""));
        Assert.Equal(["notificationUrl"],
            Refused(With("notificationUrl", $"\"https://example.com/{new string('a', 2048 - 19)}\"")).Keys);
    }

    [Fact]
    public void A_refused_notification_URL_is_told_which_hosts_the_merchant_has()
    {
        var body = Encoding.UTF8.GetBytes(With("notificationUrl", "\"https://example.org/\""));

        Assert.EndsWith(" to example.com", Said(Hosts));
        Assert.StartsWith("none: no host is allowed", Said(new MerchantHosts([], isDevelopment: true)));

        string Said(MerchantHosts hosts) => Assert.Single(Assert.IsType<RequestBody<CreateRequest>.Invalid>(
            CreateRequest.Parse(body, new LimitOptions(), hosts)).Errors["notificationUrl"]);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(
        [
            "amount", "currency.cryptoCode", "currency.isoCode", "metadata.a", "notificationUrl", "orderId",
            "posLabel", "processor", "transactionSpeed",
        ],
        Refused("""
            {"orderId":"a b","amount":"-1","currency":{"isoCode":"ABC","cryptoCode":"?"},"transactionSpeed":"x",
             "notificationUrl":"x","posLabel":1,"processor":"?","metadata":{"a":null}}
            """).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void An_empty_object_is_told_what_is_required() =>
        Assert.Equal(["amount", "currency", "orderId"], Refused("{}").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void No_error_says_a_value_back()
    {
        const string Canary = "c4n4ry?";
        var errors = Refused($$"""
            {"orderId":"{{Canary}}","amount":"{{Canary}}","currency":{"isoCode":"{{Canary}}","cryptoCode":"{{Canary}}"},
             "transactionSpeed":"{{Canary}}","notificationUrl":"{{Canary}}","processor":"{{Canary}}","metadata":{"{{Canary}}":"a"} }
            """);

        Assert.Equal(8, errors.Count);
        Assert.DoesNotContain("c4n4ry", string.Concat(errors.Select(error => error.Key + string.Concat(error.Value))));
    }

    private static (string OrderId, CreatePaymentIntent Intent) Valid(string body)
    {
        var parsed = CreateRequest.Parse(Encoding.UTF8.GetBytes(body), new LimitOptions(), Hosts);
        if (parsed is RequestBody<CreateRequest>.Invalid invalid)
        {
            Assert.Fail(string.Join("; ", invalid.Errors.Select(error => $"{error.Key}: {error.Value[0]}")));
        }

        var valid = Assert.IsType<RequestBody<CreateRequest>.Valid>(parsed);
        return (valid.Value.OrderId, valid.Value.Intent);
    }

    private static IDictionary<string, string[]> Refused(string body) =>
        Assert.IsType<RequestBody<CreateRequest>.Invalid>(
            CreateRequest.Parse(Encoding.UTF8.GetBytes(body), new LimitOptions(), Hosts)).Errors;

    private static string WithAmount(string amount, string isoCode) =>
        $$$"""{"orderId":"CC-1","amount":{{{amount}}},"currency":{"isoCode":"{{{isoCode}}}","cryptoCode":"BTC"}}""";

    private static string With(string field, string value) => Minimal(with: $"{{\"{field}\":{value}}}");

    /// <summary>A good request, with these fields added or in place of its own.</summary>
    private static string Minimal(string with)
    {
        var fields = new Dictionary<string, string>
        {
            ["orderId"] = "\"CC-1\"",
            ["amount"] = "\"1\"",
            ["currency"] = """{"isoCode":"USD","cryptoCode":"BTC"}""",
        };
        foreach (var field in System.Text.Json.JsonDocument.Parse(with).RootElement.EnumerateObject())
        {
            fields[field.Name] = field.Value.GetRawText();
        }

        return $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
    }

    private static string Note(string value) => $"{{\"note\":{value}}}";

    private static string Quoted(int length) => $"\"{new string('a', length)}\"";

    private static string Entries(int count) =>
        $"{{{string.Join(',', Enumerable.Range(1, count).Select(i => $"\"k{i}\":\"v\""))}}}";
}

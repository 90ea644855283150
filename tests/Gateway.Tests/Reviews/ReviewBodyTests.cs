using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.Reviews;

public class ReviewBodyTests
{
    [Theory]
    [InlineData("nothing_owed", ReviewOutcome.NothingOwed)]
    [InlineData("credited", ReviewOutcome.Credited)]
    public void A_review_ends_by_a_word_and_its_reason(string resolution, ReviewOutcome outcome) => Assert.Equal(
        new ReviewResolution(outcome, "", null, "By phone.", "ops"),
        Value($$"""{"resolution":"{{resolution}}","reason":"By phone.","invoiceId":null,"amount":""}"""));

    [Theory]
    [InlineData("\"7.50\"", "7.50")]
    [InlineData("7.50", "7.50")]
    [InlineData("\"2000000000\"", "2000000000")]
    public void What_went_back_is_said_with_its_invoice_and_amount(string amount, string expected) => Assert.Equal(
        new ReviewResolution(
            ReviewOutcome.Returned, "inv-1", decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            "By hand.", "ops"),
        Value($$"""{"resolution":"returned","reason":"By hand.","invoiceId":"inv-1","amount":{{amount}}}"""));

    [Theory]
    [InlineData("{}", "resolution,reason")]
    [InlineData("""{"resolution":"","reason":""}""", "resolution,reason")]
    [InlineData("""{"resolution":"Credited","reason":"x"}""", "resolution")]
    [InlineData("""{"resolution":"refunded","reason":"x"}""", "resolution")]
    [InlineData("""{"resolution":1,"reason":"x"}""", "resolution")]
    [InlineData("""{"resolution":"credited","reason":"  "}""", "reason")]
    [InlineData("""{"resolution":"credited","reason":"one\ntwo"}""", "reason")]
    [InlineData("""{"resolution":"returned","reason":"x"}""", "invoiceId,amount")]
    [InlineData("""{"resolution":"returned","reason":"x","invoiceId":"i","amount":"0"}""", "amount")]
    [InlineData("""{"resolution":"returned","reason":"x","invoiceId":"i","amount":"-1"}""", "amount")]
    [InlineData("""{"resolution":"returned","reason":"x","invoiceId":"i","amount":"1e3"}""", "amount")]
    [InlineData("""{"resolution":"returned","reason":"x","invoiceId":"i","amount":"all"}""", "amount")]
    [InlineData("""{"resolution":"returned","reason":"x","invoiceId":"i","amount":"1.0001"}""", "amount")]
    [InlineData("""{"resolution":"nothing_owed","reason":"x","amount":"1.00"}""", "amount")]
    [InlineData("""{"resolution":"credited","reason":"x","invoiceId":"i","amount":5}""", "invoiceId,amount")]
    [InlineData("[]", "body")]
    public void What_is_wrong_is_named(string json, string fields) =>
        Assert.Equal(fields.Split(','), Errors(json).Keys);

    [Fact]
    public void A_reason_has_five_hundred_characters_at_most()
    {
        Assert.Equal(500, Value(Reasoned(new string('x', 500))).Reason.Length);
        Assert.Equal(["reason"], Errors(Reasoned(new string('x', 501))).Keys);
    }

    [Fact]
    public void It_says_what_is_allowed() => Assert.Equal(
        ["required: one of returned, nothing_owed, credited"], Errors("""{"reason":"x"}""")["resolution"]);

    private static string Reasoned(string reason) => $$"""{"resolution":"credited","reason":"{{reason}}"}""";

    private static ReviewResolution Value(string json) =>
        Assert.IsType<RequestBody<ReviewResolution>.Valid>(Parse(json)).Value;

    private static IDictionary<string, string[]> Errors(string json) =>
        Assert.IsType<RequestBody<ReviewResolution>.Invalid>(Parse(json)).Errors;

    private static RequestBody<ReviewResolution> Parse(string json) =>
        ReviewBody.Parse(Encoding.UTF8.GetBytes(json), "ops");
}

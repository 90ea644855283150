using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.Reviews;

public class RefundResolutionBodyTests
{
    [Fact]
    public void A_refund_that_was_not_made_has_no_ID_at_the_processor() => Assert.Equal(
        new RefundResolution(false, Sensitive.None, "Not in its list.", "ops"),
        Value("""{"resolution":"not_made","reason":"Not in its list.","processorRefundId":""}"""));

    [Fact]
    public void A_refund_that_was_made_has_one() => Assert.Equal(
        new RefundResolution(true, new Sensitive("pull-1"), "Seen there.", "ops"),
        Value("""{"resolution":"made","reason":"Seen there.","processorRefundId":"pull-1"}"""));

    [Theory]
    [InlineData("{}", "resolution,reason")]
    [InlineData("""{"resolution":"Made","reason":"x","processorRefundId":"p"}""", "resolution")]
    [InlineData("""{"resolution":"made","reason":"x"}""", "processorRefundId")]
    [InlineData("""{"resolution":"made","reason":"x","processorRefundId":7}""", "processorRefundId")]
    [InlineData("""{"resolution":"not_made","reason":"x","processorRefundId":"p"}""", "processorRefundId")]
    [InlineData("""{"resolution":"not_made"}""", "reason")]
    public void What_is_wrong_is_named(string json, string fields) => Assert.Equal(
        fields.Split(','), Assert.IsType<RequestBody<RefundResolution>.Invalid>(Parse(json)).Errors.Keys);

    private static RefundResolution Value(string json) =>
        Assert.IsType<RequestBody<RefundResolution>.Valid>(Parse(json)).Value;

    private static RequestBody<RefundResolution> Parse(string json) =>
        RefundResolutionBody.Parse(Encoding.UTF8.GetBytes(json), "ops");
}

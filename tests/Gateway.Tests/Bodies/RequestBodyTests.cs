using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Tests.Bodies;

/// <summary>What is no body at all, asked of a create's.</summary>
public class RequestBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"CC-1001\"")]
    [InlineData("""{"orderId":"CC-1001",}""")]
    [InlineData("""{"orderId":"CC-1001"} {}""")]
    [InlineData("""{"orderId":"CC-1","orderId":"CC-2"}""")]
    [InlineData("""{"metadata":{"a":"1","\u0061":"2"}}""")]
    [InlineData("""{"posLabel":"\ud800"}""")]
    [InlineData("""{"else":["\udc00"]}""")]
    [InlineData("""{"\ud800":1}""")]
    public void A_body_that_is_not_one_unambiguous_json_object_is_refused(string body) =>
        Assert.Equal(["body"], Refused(body).Keys);

    [Fact]
    public void A_body_that_is_not_utf_8_is_refused() =>
        Assert.Equal(["body"], Refused([.. "{\"posLabel\":\""u8, 0xff, 0xfe, .. "\"}"u8]).Keys);

    [Fact]
    public void Deep_nesting_is_refused_and_no_stack_is_lost() =>
        Assert.Equal(["body"], Refused($"{{\"a\":{new string('[', 20_000)}").Keys);

    private static IDictionary<string, string[]> Refused(string body) => Refused(Encoding.UTF8.GetBytes(body));

    private static IDictionary<string, string[]> Refused(byte[] body) =>
        Assert.IsType<RequestBody<CreateRequest>.Invalid>(
            CreateRequest.Parse(body, new LimitOptions(), Payments.NoHosts)).Errors;
}

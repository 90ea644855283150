using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseWebhookTests : IDisposable
{
    private const string Secret = "rig-webhook-secret-0123456789abcdef";
    private const long Now = 1_795_396_369;

    private static readonly byte[] Ours = Encoding.UTF8.GetBytes(
        """{"id":"68f7","eventType":"checkout.payment.success","metadata":{"merchant":"default","orderId":"ünï-✓-1"}}""");

    private static readonly Dictionary<string, string> Covered = new()
    {
        ["content-type"] = "application/json",
        ["x-event-id"] = "5f0c7f3e",
    };

    private readonly ProcessorRig rig = new(CoinbaseDialect.Settings);

    [Fact]
    public void A_delivery_about_our_checkout_says_whom_it_is_for() =>
        Assert.Equal(new WebhookReading.Located(new("default", "ünï-✓-1")), Read(V1()));

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    public void A_delivery_is_believed_five_minutes_each_way(int ageSeconds, bool isGenuine) => Assert.All(
        [V1(), V0()],
        header => Assert.Equal(isGenuine, Read(header, at: Now + ageSeconds) is WebhookReading.Located));

    [Fact]
    public void One_wrong_bit_anywhere_is_forged()
    {
        foreach (var header in new[] { V1(), V0() })
        {
            for (var at = 0; at < Ours.Length; at++)
            {
                var bent = Ours.ToArray();
                bent[at] ^= 1;
                Assert.IsType<WebhookReading.Forged>(Read(header, bent));
            }

            for (var at = 0; at < header.Length; at++)
            {
                var bent = $"{header[..at]}{(char)(header[at] ^ 1)}{header[(at + 1)..]}";
                Assert.IsType<WebhookReading.Forged>(Read(bent));
            }
        }
    }

    [Fact]
    public void A_covered_header_that_is_missing_changed_or_doubled_is_forged()
    {
        Assert.IsType<WebhookReading.Forged>(Read(V1(), headers: name => name is "x-event-id" ? [] : Sent(name)));
        Assert.IsType<WebhookReading.Forged>(
            Read(V1(), headers: name => name is "x-event-id" ? ["5f0c7f3f"] : Sent(name)));
        Assert.IsType<WebhookReading.Forged>(
            Read(V1(), headers: name => name is "x-event-id" ? ["5f0c7f3e", "5f0c7f3e"] : Sent(name)));
    }

    [Fact]
    public void A_good_v0_never_rescues_a_bad_v1_and_a_bad_v0_never_spoils_a_good_v1()
    {
        var (v0, v1) = (V0().Split("v0=")[1], V1().Split("v1=")[1]);
        var wrong = new string('0', 64);

        Assert.IsType<WebhookReading.Forged>(Read($"t={Now},v0={v0},h=content-type x-event-id,v1={wrong}"));
        Assert.IsType<WebhookReading.Forged>(Read($"t={Now},v0={v0},h=content-type x-event-id,v1="));
        Assert.IsType<WebhookReading.Located>(Read($"t={Now},v0={wrong},h=content-type x-event-id,v1={v1}"));
        Assert.IsType<WebhookReading.Located>(Read($"t={Now},v0={v0},h=content-type x-event-id,v1={v1}"));
    }

    [Fact]
    public void A_header_of_another_form_is_forged()
    {
        var (v0, v1) = (V0().Split("v0=")[1], V1().Split("v1=")[1]);
        const string h = "h=content-type x-event-id";
        string[] wrong =
        [
            "", "t", $"t={Now}", $"v0={v0}", $"t={Now},v1={v1}", $"t={Now},{h},v0={v0}",
            $"t={Now},t={Now},v0={v0}", $"t={Now},v0={v0},v0={v0}", $"t={Now},{h},{h},v1={v1}",
            $"t={Now},{h},v1={v1},v1={v1}", $"t={Now},{h},v1={new string('0', 64)},v1={v1}",
            $"t={Now},v0={v0},v2={v0}", $"t={Now},v0={v0},", $"t={Now}, v0={v0}", $"T={Now},v0={v0}",
            $"t={Now},v0={v0.ToUpperInvariant()}", $"t={Now},v0={v0}0", $"t=+{Now},v0={v0}", $"t= {Now},v0={v0}",
            $"t=99999999999999999999,v0={v0}", $"t=9223372036854775807,v0={v0}", $"t=-1,v0={v0}",
            Signed($"t={Now},h=,v1=", $"{Now}..."),
            Signed(
                $"t={Now},h=content-type  x-event-id,v1=", $"{Now}.content-type  x-event-id.application/json.5f0c7f3e."),
        ];

        Assert.All(wrong, header => Assert.IsType<WebhookReading.Forged>(Read(header)));
        Assert.IsType<WebhookReading.Forged>(rig.Webhook.Read(Delivery([V0(), V0()], Ours, Now, Sent)));
        Assert.IsType<WebhookReading.Forged>(rig.Webhook.Read(Delivery([], Ours, Now, Sent)));
    }

    [Fact]
    public void The_secret_before_is_believed_while_it_is_configured()
    {
        var header = V1();
        rig.Change("WebhookSecret", "the-new-secret");
        Assert.IsType<WebhookReading.Forged>(Read(header));

        rig.Change("PreviousWebhookSecret", Secret);
        Assert.IsType<WebhookReading.Located>(Read(header));

        rig.Change("PreviousWebhookSecret", "");
        Assert.IsType<WebhookReading.Forged>(Read(header));
        Assert.IsType<WebhookReading.Forged>(Read(V1(secret: "")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"metadata":{"merchant":"default","orderId":"1"}}""")]
    [InlineData("""{"id":7,"metadata":{"merchant":"default","orderId":"1"}}""")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":"x","metadata":null}""")]
    [InlineData("""{"id":"x","metadata":{"orderId":"1"}}""")]
    [InlineData("""{"id":"x","metadata":{"merchant":"default","orderId":1}}""")]
    public void A_genuine_delivery_about_anything_else_is_a_strangers(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.IsType<WebhookReading.Stranger>(Read(V1(body), body));
    }

    public void Dispose() => rig.Dispose();

    private static string[] Sent(string name) => Covered.TryGetValue(name, out var value) ? [value] : [];

    private static WebhookDelivery Delivery(
        string[] signatures, byte[] body, long at, Func<string, string[]> headers) => new(
        name => name.Equals("X-Hook0-Signature", StringComparison.OrdinalIgnoreCase) ? signatures : headers(name),
        body,
        DateTimeOffset.FromUnixTimeSeconds(at));

    private WebhookReading Read(
        string header, byte[]? body = null, long at = Now, Func<string, string[]>? headers = null) =>
        rig.Webhook.Read(Delivery([header], body ?? Ours, at, headers ?? Sent));

    private static string V0() => Signed($"t={Now},v0=", $"{Now}.");

    private static string V1(byte[]? body = null, string secret = Secret) => Signed(
        $"t={Now},h=content-type x-event-id,v1=", $"{Now}.content-type x-event-id.application/json.5f0c7f3e.",
        body, secret);

    private static string Signed(string header, string before, byte[]? body = null, string secret = Secret) =>
        header + Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(before), .. body ?? Ours]));
}

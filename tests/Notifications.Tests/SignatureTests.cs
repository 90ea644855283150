using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Notifications.Tests;

/// <summary>What a notification is signed with.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly NotificationRig rig = new();

    public void Dispose() => rig.Dispose();

    // printf '%s' 'dl1.1795881600.{"type":"payment.updated"}' | openssl dgst -sha256 -mac HMAC \
    //   -macopt hexkey:0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20 -binary | base64
    [Fact]
    public void It_is_what_openssl_makes_of_ID_time_and_body() => Assert.Equal(
        "v1,FcRJCUixwN2rB6kIGvb3mJzqN7B2B6RvsXdRL3ShdjU=",
        WebhookSecret.Sign(NotificationRig.Secret, "dl1", DateTimeOffset.FromUnixTimeSeconds(1795881600),
            """{"type":"payment.updated"}"""u8));

    [Fact]
    public void It_is_what_published_vectors_say_where_they_lie_beside_this_repository()
    {
        foreach (var vector in Published())
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(
                long.Parse(Text(vector, "webhook_timestamp"), CultureInfo.InvariantCulture));
            Assert.Equal(Text(vector, "signature"), WebhookSecret.Sign(
                Text(vector, "secret"), Text(vector, "webhook_id"), at, Encoding.UTF8.GetBytes(Text(vector, "body"))));
        }
    }

    [Fact]
    public async Task The_headers_are_those_of_the_standard_over_the_bytes_that_are_sent()
    {
        var call = await Call();

        var id = call.Headers.GetValues("webhook-id").Single();
        Assert.Matches(@"\A[A-Za-z0-9]+\z", id);
        // When it is sent, and not when it happened: receivers refuse what is older than 5 minutes.
        Assert.Equal(rig.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            call.Headers.GetValues("webhook-timestamp").Single());
        Assert.Equal(Signature(NotificationRig.Secret, id, call), call.Headers.GetValues("webhook-signature").Single());
    }

    [Fact]
    public async Task While_a_secret_is_changed_both_sign()
    {
        rig.Change("default:PreviousSecret", NotificationRig.Secret);
        rig.Change("default:Secret", NotificationRig.OtherSecret);

        var call = await Call();

        var id = call.Headers.GetValues("webhook-id").Single();
        Assert.Equal(
            $"{Signature(NotificationRig.OtherSecret, id, call)} {Signature(NotificationRig.Secret, id, call)}",
            call.Headers.GetValues("webhook-signature").Single());
    }

    private async Task<HttpCall> Call()
    {
        rig.Server.Answers(new Answer.Says(200, ""));
        await rig.Deliver();
        return rig.Server.Calls.Single();
    }

    private string Signature(string secret, string id, HttpCall call) =>
        WebhookSecret.Sign(secret, id, rig.Clock.GetUtcNow(), Encoding.UTF8.GetBytes(call.Body));

    private static IEnumerable<JsonElement> Published()
    {
        var beside = Path.Combine(Repository.Root, "..", "shared", "fixtures", "vectors");
        return from file in Directory.Exists(beside) ? Directory.GetFiles(beside, "*.json") : []
               from vector in JsonElement.Parse(File.ReadAllBytes(file)).GetProperty("vectors").EnumerateArray()
               where Text(vector, "scheme").StartsWith("standard-webhooks", StringComparison.Ordinal)
                   && Text(vector, "expect") == "valid" && !Text(vector, "signature").Contains(' ')
               select vector;
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).ToString();
}

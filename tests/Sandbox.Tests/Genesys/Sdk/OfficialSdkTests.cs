using System.Text.Json;
using CryptoPay.Node;
using CryptoPay.Sandbox.Genesys.Tenant;

namespace CryptoPay.Sandbox.Tests.Genesys.Sdk;

/// <summary>
/// The client takes garbage for success and never tries again, so each step is judged by the fields it saw.
/// </summary>
public sealed class OfficialSdkTests
{
    [Fact]
    public async Task Genesys_own_client_finds_its_way_about_the_sandbox()
    {
        Assert.SkipUnless(NodeFolder.IsInstalled, NodeFolder.Missing);
        await using var desk = await GenesysDesk.Open();
        var seen = await OfficialSdk.Calls(
            ("SANDBOX", desk.Sandbox.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)),
            ("CLIENT_ID", GenesysDesk.ClientId),
            ("CLIENT_SECRET", GenesysDesk.ClientSecret),
            ("AWAITING_ID", SandboxWorktype.Of("AwaitingPayment").Id),
            ("COMPLETE_ID", SandboxWorktype.Of("Complete").Id));
        JsonElement Answer(string step, int status)
        {
            var answer = seen.GetProperty(step);
            Assert.Equal((step, status), (step, answer.GetProperty("status").GetInt32()));
            return answer;
        }
        JsonElement Body(string step, int status = 200) => Answer(step, status).GetProperty("body");

        Assert.Equal(86, seen.GetProperty("token").GetProperty("accessToken").GetString()!.Length);
        Assert.InRange(seen.GetProperty("token").GetProperty("expiresIn").GetInt64(), 1, 86_400_000);
        Assert.Equal("invalid_client", Body("wrongSecret", 401).GetProperty("error").GetString());

        Assert.Equal("Payment Requested", Body("read").GetProperty("status").GetProperty("name").GetString());
        Assert.Equal("pre.check.failed", Body("unreachable", 409).GetProperty("code").GetString());
        Assert.Equal("Waiting", Body("patch").GetProperty("statusCategory").GetString());
        Assert.Equal("CC-1001", Body("again").GetProperty("customFields").GetProperty("order_text").GetString());
        var throttled = Answer("throttled", 429);
        Assert.Equal("7", throttled.GetProperty("headers").GetProperty("retry-after").GetString());
        Assert.Equal(
            "too.many.requests.retry.after", throttled.GetProperty("body").GetProperty("code").GetString());

        Answer("attributes", 202);
        Assert.Equal("sms", Body("message", 202).GetProperty("messengerType").GetString());
        Assert.Equal("not.found", Body("rowMissing", 404).GetProperty("code").GetString());
        Assert.Equal("CC/1001", Body("rowMade").GetProperty("key").GetString());
        Assert.Equal("Awaiting Payment", Body("rowRead").GetProperty("caseStatus").GetString());
        Assert.NotEqual("", Body("launched").GetProperty("id").GetString());
        Assert.Equal("COMPLETED", Body("launchRead").GetProperty("status").GetString());
        var comment = Assert.Single(Body("comments").GetProperty("entities").EnumerateArray().ToList());
        Assert.Equal(Body("comment").GetProperty("id").GetString(), comment.GetProperty("id").GetString());

        // The page shows each once, though the item was patched twice.
        Assert.Equal(
            ["status: Payment Requested -> Awaiting Payment", "customFields.order_text:  -> CC-1001"],
            await desk.ChangesOf("workitems/item-1"));
        Assert.Equal(
            ["participants.customer-1.purpose:  -> customer",
                "participants.customer-1.attributes.paymentStatus:  -> Awaiting Payment"],
            await desk.ChangesOf("conversations/call-1"));
        Assert.Equal(3, (await desk.ChangesOf("rows/table-1/CC/1001")).Length);
        Assert.Equal(1, (await desk.Own("GET", "comments")).Body.GetArrayLength());
    }
}

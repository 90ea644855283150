using System.Net;
using CryptoPay.Sandbox.Genesys.Tenant;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Sandbox.Tests.Genesys;

public sealed class GenesysPageTests
{
    [Fact]
    public async Task The_item_s_page_shows_the_status_the_fields_and_what_changed()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Call("PATCH", "taskmanagement/workitems/item-1",
            $$$"""{"statusId":"{{{SandboxWorktype.Of("AwaitingPayment").Id}}}","customFields":{"a_text":"<b>&"}}""");
        await desk.Patch("item-1", "Complete");

        var page = (await desk.Own("GET", "show/workitems/item-1")).Text;

        Assert.Contains("""<span role="status">Awaiting Payment</span>""", page);
        Assert.Contains("status: Payment Requested → Awaiting Payment", WebUtility.HtmlDecode(page));
        Assert.Contains("customFields.a_text: &lt;b&gt;&amp;", page);
        Assert.Contains("refused with 409", page);
        Assert.Contains("/sandbox/genesys/show/workitems/item-1", (await desk.Own("GET", "")).Text);
    }

    [Fact]
    public async Task A_case_s_page_shows_its_comments()
    {
        await using var desk = await GenesysDesk.Open();
        await desk.Call("POST", "casemanagement/cases/case-1/comments", """{"content":"Revision 1: paid"}""");

        Assert.Contains("Revision 1: paid", (await desk.Own("GET", "show/cases/case-1")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Own("GET", "show/cases/other")).Status);
    }

    [Fact]
    public async Task What_was_written_survives_a_restart()
    {
        var first = await GenesysDesk.Open();
        await first.Patch("item-1", "AwaitingPayment");

        await using var second = new GenesysDesk(await first.Sandbox.Restart());

        Assert.Equal(["status: Payment Requested -> Awaiting Payment"], await second.ChangesOf("workitems/item-1"));
    }

    [Fact]
    public void A_gateway_s_settings_name_each_status_and_share_new_secrets()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(SandboxComposition.NewGenesys("http://localhost:5080")).Build();
        var gateway = settings.GetSection("Genesys:default");

        Assert.Equal("http://localhost:5080/sandbox/genesys", gateway["BaseUrl"]);
        Assert.Equal(gateway["ClientId"], settings["Sandbox:Genesys:ClientId"]);
        Assert.Equal(gateway["ClientSecret"], settings["Sandbox:Genesys:ClientSecret"]);
        Assert.DoesNotContain(
            SandboxComposition.NewGenesys("http://localhost:5080"), of => of.Value == gateway["ClientSecret"]);
        Assert.All(
            new[] { "ClientSecret", "DataTableId", "FlowId", "MessageFrom", "MessengerType" },
            name => Assert.NotEqual("", gateway[name] ?? ""));
        Assert.Equal(
            ["workitem", "attributes", "row", "summary", "comment", "workflow", "message"],
            gateway.GetSection("Sinks").GetChildren().Select(sink => sink.Value!));
        Assert.Equal(
            new[]
            {
                "PaymentRequested", "AwaitingPayment", "PaymentPending", "AdditionalFundsRequired",
                "PaymentConfirming", "Complete", "PartlyRefunded", "Refunded", "Expired", "UnderReview", "Failed",
                "Cancelled", "Timeout",
            }.Order(),
            gateway.GetSection("Statuses").GetChildren().Select(status => status.Key).Order());
        Assert.Equal(SandboxWorktype.Of("Complete").Id, gateway["Statuses:Complete"]);
    }
}

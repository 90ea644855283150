using System.Text.Json.Nodes;
using Found = CryptoPay.Payments.Processors.ProcessorResult<
    System.Collections.Immutable.ImmutableArray<CryptoPay.Payments.Processors.Invoice>>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<
    System.Collections.Immutable.ImmutableArray<CryptoPay.Payments.Processors.Invoice>>.Nonsense;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ProcessorConformance
{
    [Fact]
    public async Task An_invoice_of_others_that_cannot_be_read_hides_none_of_ours()
    {
        var theirs = Broken(InvoiceJson(Request with { Order = new("another", Request.Order.OrderId) })).ToList();
        Assert.NotEmpty(theirs);
        foreach (var broken in theirs)
        {
            Answering(Ask.Find, new Answer.Says(200, InvoiceListJson(broken, InvoiceJson(Request), broken)));

            Assert.Equal(Request.AttemptId, Assert.Single(Assert.IsType<Found>(await Find()).Value).AttemptId);
        }
    }

    [Fact]
    public async Task An_invoice_of_ours_that_cannot_be_read_is_never_left_out()
    {
        var unread = 0;
        foreach (var broken in Broken(InvoiceJson(Request)))
        {
            Answering(Ask.Find, new Answer.Says(200, InvoiceListJson(broken)));
            var found = await Find();

            if (found is Nonsense) unread++;
            else Assert.Single(Assert.IsType<Found>(found).Value);
        }

        Assert.True(unread > 2);
    }

    [Fact]
    public async Task A_search_that_did_not_see_the_whole_list_is_no_answer()
    {
        Answering(Ask.Find, EndlessList);

        Assert.IsType<Nonsense>(await Find());
    }

    [Fact]
    public async Task Rows_that_are_no_invoices_at_all_hide_none_of_ours()
    {
        var invoices = InvoiceListJson(InvoiceJson(Request));
        var rows = invoices.IndexOf("[{", StringComparison.Ordinal) + 1;
        Answering(Ask.Find, new Answer.Says(200, invoices.Insert(
            rows, "null,7,\"text\",[],{},{\"metadata\":null,\"posData\":{}},")));

        Assert.Single(Assert.IsType<Found>(await Find()).Value);
    }

    // Each time without one of its members. Without those that say whose it is, it is nobody's.
    private static IEnumerable<string> Broken(string invoice)
    {
        foreach (var name in Row(JsonNode.Parse(invoice)!).Select(member => member.Key))
        {
            if (name is "metadata" or "posData" or "orderId") continue;
            var broken = JsonNode.Parse(invoice)!;
            Row(broken)[name] = null;
            yield return broken.ToJsonString();
        }
    }

    private static JsonObject Row(JsonNode answer) => (answer["data"] ?? answer).AsObject();
}

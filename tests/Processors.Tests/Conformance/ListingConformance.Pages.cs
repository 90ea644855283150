using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ListingConformance
{
    [Fact]
    public async Task All_pages_together_have_each_invoice_once()
    {
        Keeping(Eight);

        var pages = await Pages();

        Assert.True(pages.Count(page => !page.Invoices.IsEmpty) > 2);
        Assert.Equal(Eight.Select(invoice => invoice.Id), IdsOf(pages).Order());
    }

    [Fact]
    public async Task A_list_of_nothing_ends_with_its_first_page()
    {
        Keeping();

        var page = await Page();

        Assert.Empty(page.Invoices);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_window_has_its_start_and_not_its_end()
    {
        var second = TimeSpan.FromSeconds(1);
        DateTimeOffset[] times = [Day.From - second, Day.From, Day.To - second, Day.To, Day.To + second];
        Keeping(times.Select((at, number) => Made(number, at)));

        Assert.Equal(["invoice-1", "invoice-2"], IdsOf(await Pages()).Order());
    }

    [Fact]
    public async Task Windows_that_touch_share_no_invoice_and_lose_none()
    {
        Keeping(Enumerable.Range(0, 10).Select(number => Made(number, Noon.AddMilliseconds(number * 200 - 1000))));
        foreach (var cut in new[] { Noon, Noon.AddMilliseconds(-500), Noon.AddMilliseconds(200) })
        {
            var before = IdsOf(await Pages(new ListingWindow(Day.From, cut)));
            var after = IdsOf(await Pages(new ListingWindow(cut, Day.To)));

            Assert.Equal(Enumerable.Range(0, 10).Select(number => $"invoice-{number}"), before.Concat(after).Order());
        }
    }

    [Fact]
    public async Task An_invoice_that_is_made_between_two_pages_loses_no_other()
    {
        var kept = Eight;
        Keeping(kept);
        var listed = ImmutableHashSet<string>.Empty;
        var page = await Page();
        for (var number = 9; page.Next is not null; number++)
        {
            listed = listed.Union(IdsOf([page]));
            if (number < 12) kept = kept.Add(Made(number, Noon.AddMinutes(number)));
            Keeping(kept);
            page = await Page(page.Next);
        }

        Assert.Superset(Eight.Select(invoice => invoice.Id).ToHashSet(), listed.Union(IdsOf([page])).ToHashSet());
    }

    [Fact]
    public async Task What_is_listed_is_what_a_read_shows()
    {
        Assert.NotEmpty(Statuses);
        foreach (var status in Statuses)
        {
            var row = Row(new KeptInvoice(InvoiceId, Request, Noon, status));
            Keeping((Noon, row));
            var listed = Assert.Single(Assert.Single(await Pages(), page => !page.Invoices.IsEmpty).Invoices);

            Rig.Server.Script = _ => new Answer.Says(200, ReadJson(row));
            var read = Assert.IsType<ProcessorResult<Invoice>.Found>(
                await Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation))).Value;

            Assert.Equal(ListedInvoice.Of(read), listed);
            Assert.Equal((Request.Order, Request.AttemptId, Request.Price),
                (listed.Order, listed.AttemptId, listed.Price));
            Assert.NotEqual(InvoiceStatus.Unrecognized, listed.Status);
        }
    }

    [Fact]
    public async Task Invoices_of_others_are_counted_and_hide_none_of_ours()
    {
        var nobodys = Row(Made(1, Noon.AddMinutes(1)));
        foreach (var name in new[] { "metadata", "posData" }) nobodys.Remove(name);
        Keeping((Noon.AddMinutes(4), null), (Noon.AddMinutes(3), JsonValue.Create(7)), (Noon.AddMinutes(2), nobodys),
            (Noon.AddMinutes(1), new JsonObject()), (Noon, Row(Made(2, Noon))));

        var pages = await Pages();

        Assert.Equal(4, pages.Sum(page => page.StrangerCount));
        Assert.Equal(["invoice-2"], IdsOf(pages));
        Assert.All(pages, page => Assert.Empty(page.Unreadable));
    }

    [Fact]
    public async Task An_invoice_of_another_installation_is_listed_as_its_metadata_says()
    {
        Keeping([Made(1, Noon) with { Request = Request with { Order = new("another", "order/9") } }]);

        Assert.Equal(new OrderKey("another", "order/9"),
            Assert.Single((await Pages()).SelectMany(page => page.Invoices)).Order);
    }

    [Fact]
    public async Task An_invoice_of_ours_that_cannot_be_read_is_told_by_its_order()
    {
        var broken = Row(Made(2, Noon.AddMinutes(2)));
        broken.Remove(NeededMember);
        Keeping((Noon.AddMinutes(3), Row(Made(3, Noon.AddMinutes(3)))), (Noon.AddMinutes(2), broken),
            (Noon.AddMinutes(1), Row(Made(1, Noon.AddMinutes(1)))));

        var pages = await Pages();

        Assert.Equal(["invoice-1", "invoice-3"], IdsOf(pages).Order());
        Assert.Equal([new OrderKey("default", "order-2")], pages.SelectMany(page => page.Unreadable));
        Assert.Equal(0, pages.Sum(page => page.StrangerCount));
    }
}

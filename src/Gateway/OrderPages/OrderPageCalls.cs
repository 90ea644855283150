using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Settings;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>Opens a page's link, and has what it leads to rendered for whoever reads it.</summary>
internal sealed class OrderPageCalls(
    LinkedOrders links, IGrainFactory grains, ProcessorAccounts accounts, IOptions<GatewayOptions> options,
    TimeProvider time)
{
    /// <param name="what">What the link is for, such as <see cref="OrderLinks.Pay"/>.</param>
    public async Task<IResult> Open(
        HttpContext http, string what, OrderKey order, Func<HttpContext, OpenedPage, Task<IResult>> show)
    {
        var answerTime = new AnswerTime(time);
        try
        {
            switch (await answerTime.Bound(links.Find(http, what, order)))
            {
                case LinkedOrder.TooMany(var wait): return NoPage.TooMany(http, wait, FramesOf(what));
                case LinkedOrder.Over: return NoPage.AgentLinkOver(http, FramesOf(what));
                case LinkedOrder.Found(var secret, var end)
                    when (await answerTime.Ask(grains.GetOrder(order).Get)).View is { IsLinkOver: false } view:
                    return await show(http, new OpenedPage(
                        what, grains.GetOrder(order), view, secret, end, answerTime,
                        async (seen, isRefused) => Render(http, what, seen, await secret(), isRefused)));
                default: return NoLink(http, what);
            }
        }
        catch (Exception exception) when (ClusterFault.Is(exception))
        {
            // What was asked for by a form may be done already: the page tells, as soon as it can.
            return HttpMethods.IsPost(http.Request.Method)
                ? OrderPageEndpoints.BackTo(LinkPaths.SecretOf(http)!)
                : NotNow(http, what);
        }
    }

    public IResult NotNow(HttpContext http, string what) => NoPage.NotNow(http, FramesOf(what));

    public IResult NoLink(HttpContext http, string what) => NoPage.NoLink(http, FramesOf(what));

    /// <summary>Whose frames a page may stand in, also where it says that there is none.</summary>
    private string FramesOf(string what) => what == OrderLinks.Agent ? options.Value.FrameAncestorsSource : "'none'";

    private OrderPage Render(HttpContext http, string what, PaymentIntentView view, string secret, bool isRefused)
    {
        if (what == OrderLinks.Pay)
        {
            var words = PageWords.In(PageLanguage.Of(http.Request, view.Language));
            var mayFrame = accounts.MayFrame(view.Account);
            return new PayPage(view.In(words.Language), words, mayFrame, secret).Show(isRefused) with
            {
                // Whose page it is, is not known before there is an invoice, and the next one's may be another.
                FrameSource = !mayFrame ? "'none'" : options.Value.IsPublicByHttps ? "https:" : "https: http:",
            };
        }

        var customer = PageWords.In(view.Language != "" ? view.Language : Sentences.DefaultLanguage);
        var page = new AgentPage(
            view.In(customer.Language), PageWords.In(PageLanguage.Of(http.Request)), customer, secret);
        return page.Show(isRefused) with { FrameAncestors = FramesOf(what) };
    }
}

/// <param name="What">What its link is for.</param>
/// <param name="View">When it was opened.</param>
/// <param name="Secret">Of its link from now on.</param>
/// <param name="End">When it is over, however long it stays open.</param>
/// <param name="Render">
/// As it stands, for who reads it, and whether a next invoice was asked for in vain.
/// </param>
internal sealed record OpenedPage(
    string What, IPaymentIntentGrain Order, PaymentIntentView View, Func<Task<string>> Secret, DateTimeOffset End,
    AnswerTime AnswerTime, Func<PaymentIntentView, bool, Task<OrderPage>> Render);

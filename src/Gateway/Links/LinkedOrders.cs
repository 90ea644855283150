using CryptoPay.Gateway.Access;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Links;

/// <summary>Finds the order behind a link to a page, by the link alone: of a wrong one no order is asked.</summary>
internal sealed class LinkedOrders(LinkTokens tokens, AgentTokens agentTokens, WrongTries tries)
{
    /// <param name="what">What the link is for, such as <see cref="OrderLinks.Pay"/>.</param>
    public async Task<LinkedOrder> Find(HttpContext http, string what, OrderKey order)
    {
        if (!NamedOrder.IsOne(order) || LinkPaths.SecretOf(http) is not { } secret) return new LinkedOrder.None();
        http.LooksAt(new LookedAt(order.Merchant, order.OrderId));
        return await Open(what, order, secret)
            ?? (tries.Links.Count(http) is { } wait ? new LinkedOrder.TooMany(wait) : new LinkedOrder.None());
    }

    /// <returns>Null for a wrong one.</returns>
    private async Task<LinkedOrder?> Open(string what, OrderKey order, string secret)
    {
        if (what != OrderLinks.Agent)
        {
            return LinkTokens.AreSame(secret, await tokens.Of(what, order))
                ? new LinkedOrder.Found(() => Task.FromResult(secret), DateTimeOffset.MaxValue)
                : null;
        }

        return await agentTokens.Read(order, secret) switch
        {
            null => null,
            { IsOver: true } => new LinkedOrder.Over(),
            var token => new LinkedOrder.Found(() => agentTokens.Next(order, token), token.LastEnd),
        };
    }
}

internal abstract record LinkedOrder
{
    private LinkedOrder() { }

    /// <param name="Secret">Of the page's link from now on.</param>
    /// <param name="End">When its page is over, however long it stays open.</param>
    public sealed record Found(Func<Task<string>> Secret, DateTimeOffset End) : LinkedOrder;

    public sealed record None : LinkedOrder;

    /// <summary>It was right, and its time is over.</summary>
    public sealed record Over : LinkedOrder;

    /// <summary>Whoever guesses waits.</summary>
    public sealed record TooMany(TimeSpan Wait) : LinkedOrder;
}

using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Payments;
using Orleans.Dashboard;

namespace CryptoPay.Gateway.Dashboard;

internal static class OperatorDashboard
{
    /// <summary>The parameter of the dashboard's own page of one grain: the key of whichever grain.</summary>
    private const string GrainId = "grainId";

    /// <summary>Orleans' dashboard, which has no authorization of its own and shows grain keys and state.</summary>
    public static void MapOperatorDashboard(this WebApplication app) => app.MapOrleansDashboard("/dashboard")
        .RequireAuthorization(OperatorCookie.Policy)
        .IsWholly(Look.Dashboard, LookedAtBy)
        .ExcludeFromDescription()
        .WithMetadata(ContentPolicy.OwnPage);

    /// <summary>
    /// Before it is known whether there is such an order. Of another grain, or of what can be no order's name, none.
    /// </summary>
    private static LookedAt LookedAtBy(HttpRequest request) =>
        request.Query[GrainId].ToString().Split('/') is [var merchant, var orderId]
        && NamedOrder.IsOne(new OrderKey(merchant, orderId))
            ? new LookedAt(merchant, orderId)
            : new LookedAt("");
}

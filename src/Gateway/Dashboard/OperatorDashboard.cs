using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using Orleans.Dashboard;

namespace CryptoPay.Gateway.Dashboard;

internal static class OperatorDashboard
{
    /// <summary>Orleans' dashboard, which has no authorization of its own and shows grain keys and state.</summary>
    public static void MapOperatorDashboard(this WebApplication app) => app.MapOrleansDashboard("/dashboard")
        .RequireAuthorization(OperatorCookie.Policy)
        .IsWholly(Look.Dashboard)
        .ExcludeFromDescription()
        .WithMetadata(ContentPolicy.OwnPage);
}

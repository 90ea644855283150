using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Webhooks;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>
/// Counts in <c>cryptopay.unset_variables</c>, by key and field, what a flow sent for a variable without a value: some
/// template is wrong, or some customer was asked nothing.
/// </summary>
internal sealed class UnsetVariableMetrics(IMeterFactory meters)
{
    private readonly Counter<long> fields = meters.Create(WebhookMetrics.MeterName)
        .CreateCounter<long>("cryptopay.unset_variables", "{field}", "Fields that held a variable's name.");

    /// <returns>The same body.</returns>
    public RequestBody<T> Count<T>(RequestBody<T> body, HttpContext http)
    {
        foreach (var field in body.Unset) fields.Add(1, new("key", http.User.Name()), new("field", field));
        return body;
    }
}

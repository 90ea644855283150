using System.Net;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>Where a caller may have itself told what became of its order.</summary>
public class NotificationUrlTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_host_that_is_not_the_merchants_is_refused_with_those_that_are() => Assert.EndsWith(
        $" to {RunningGateway.NotificationHost}", await Said("https://example.org/hook"));

    [Fact]
    public async Task A_merchant_without_hosts_is_told_that_there_are_none() => Assert.StartsWith(
        "none: no host is allowed", await Said($"https://{RunningGateway.NotificationHost}/hook", merchant: "other"));

    [Fact]
    public async Task A_host_of_the_merchant_is_not_what_is_wrong() =>
        Assert.Null(await Said($"https://{RunningGateway.NotificationHost}/hook"));

    /// <returns>What is said of the field; null for nothing.</returns>
    private async Task<string?> Said(string url, string? merchant = null)
    {
        var query = merchant is null ? "" : $"?merchant={merchant}";
        var key = merchant is null ? RunningGateway.Key : RunningGateway.OperatorKey;
        // Its amount is wrong, so no order is asked for.
        var answer = await gateway.Send(Requests.Post(
            Payments.Path + query, Payments.Body("CC-1", "0", more: $",\"notificationUrl\":\"{url}\"")).WithKey(key));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Problem()).GetProperty("errors");
        Assert.True(errors.TryGetProperty("amount", out _));
        return errors.TryGetProperty("notificationUrl", out var said) ? said[0].GetString() : null;
    }
}

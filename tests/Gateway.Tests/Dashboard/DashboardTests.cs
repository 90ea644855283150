using System.Net;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.Dashboard;

/// <summary>Orleans' dashboard over a silo that has payments.</summary>
public class DashboardTests(WholeGateway gateway)
{
    [Fact]
    public async Task It_opens_to_operators_only()
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await gateway.Send(Requests.Get("/dashboard/"), key: null)).StatusCode);
        var browser = await gateway.Send(Requests.Get("/dashboard/").AsBrowser(), key: null);
        Assert.Equal(HttpStatusCode.Redirect, browser.StatusCode);
        Assert.StartsWith("/login", browser.Headers.Location?.OriginalString);

        var form = new FormUrlEncodedContent([new("key", WholeGateway.OperatorKey)]);
        var login = await gateway.Send(new HttpRequestMessage(HttpMethod.Post, "/login") { Content = form }, key: null);
        var page = Requests.Get("/dashboard/");
        page.Headers.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(page, key: null)).StatusCode);
    }

    [Fact]
    public async Task Its_log_stream_is_off() =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await gateway.Send(Requests.Get("/dashboard/Trace"), WholeGateway.OperatorKey)).StatusCode);

    /// <summary>
    /// Its state page calls each parameterless method that returns the state, whatever else the method does.
    /// </summary>
    [Fact]
    public void No_method_of_a_grain_is_one_that_the_state_page_would_call()
    {
        Type[] states = [typeof(PaymentIntentDocument), typeof(PaymentIntent)];
        var methods = typeof(IPaymentIntentGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods()).ToList();

        Assert.Contains(methods, method => method.Name == nameof(IPaymentIntentGrain.Cancel));
        Assert.DoesNotContain(methods, method => method.GetParameters() is []
            && method.ReturnType.GetGenericArguments().Intersect(states).Any());
    }

    [Fact]
    public async Task Its_state_page_neither_shows_nor_changes_a_payment()
    {
        var before = await gateway.Opened("CC-state", """, "metadata":{"agentId":"agent-8-secret"}""");

        var state = await (await gateway.Send(Requests.Get(
            "/dashboard/GrainState?grainId=first%2FCC-state"
            + "&grainType=CryptoPay.Grains.PaymentIntents.PaymentIntentGrain"), WholeGateway.OperatorKey)).Text();

        Assert.DoesNotContain("agent-8-secret", state);
        Assert.DoesNotContain(before.PaymentUri, state);
        Assert.Equal(before.Lasting(), (await gateway.Read("CC-state")).Lasting());
    }
}

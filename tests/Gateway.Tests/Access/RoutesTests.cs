using System.Net;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Tests.Docs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>
/// Every way in, as the program maps it, against the table in docs/security.md. A new route that says nothing needs a
/// key, and fails here until the table has it.
/// </summary>
public sealed partial class RoutesTests(WholeGateway gateway)
{
    private const string Everybody = "everybody";

    /// <summary>Folders of other people's routes, one row each.</summary>
    private static readonly string[] Folders = ["/dashboard", "/sandbox", "/scalar"];

    [Fact]
    public void Every_route_has_its_row_which_says_who_may_come_in()
    {
        var told = Pages.Rows("security.md").Where(cells => WayIn.IsMatch(cells[0]))
            .Select(cells => $"{cells[0]} | {cells[1]}").ToHashSet();
        var mapped = Routes().Select(route => $"`{route.Way}` | {route.Who}").ToHashSet();

        Assert.Empty(mapped.Except(told).Order());
        Assert.Empty(told.Except(mapped).Order());
    }

    [Fact]
    public async Task Every_route_that_is_not_open_to_everybody_is_closed_to_a_stranger()
    {
        var closed = Routes().Where(route => route.Who != Everybody).ToList();

        Assert.True(closed.Count > 20);
        foreach (var route in closed)
        {
            foreach (var key in new[] { null, "", "wrong", "dev-only-key" })
            {
                var answer = await gateway.Send(route.Request(), key);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route.Way}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public void The_sandbox_which_we_call_ourselves_is_held_by_no_limit_of_an_address() => Assert.All(
        Endpoints().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/sandbox", StringComparison.Ordinal)),
        endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<DisableRateLimitingAttribute>()));

    private IEnumerable<RouteEndpoint> Endpoints() => gateway.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private IEnumerable<Route> Routes() =>
        from endpoint in Endpoints()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new Route(method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}", WhoMay(endpoint));

    private static string WhoMay(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return Everybody;
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToList();
        if (policies.Contains(OperatorCookie.Policy)) return "an operator";
        if (policies.Contains(OperatorCookie.ReaderPolicy))
            return "who has a key or is signed in; in Development everybody";
        var needs = endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements).ToList();
        var scopes = needs.OfType<ClaimsAuthorizationRequirement>()
            .SelectMany(need => need.AllowedValues!).Select(scope => $"`{scope}`").ToList();
        if (scopes.Count == 0) return "who has a key";
        return string.Join(" or ", scopes) + (needs.OfType<AssertionRequirement>().Any() ? ", for all merchants" : "");
    }

    private sealed record Route(string Method, string Pattern, string Who)
    {
        public string Way => Array.Find(Folders, IsIn) is { } folder ? $"{folder}…" : $"{Method} {Pattern}";

        public HttpRequestMessage Request() => new(
            HttpMethod.Parse(Method), Parameter.Replace(Pattern.Replace("{account}", "sandbox"), "CC-1"))
        {
            Content = Method == "POST" ? new StringContent("{}") : null,
        };

        private bool IsIn(string folder) =>
            Pattern == folder || Pattern.StartsWith($"{folder}/", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^`([A-Z]+ )?/")]
    private static partial Regex WayIn { get; }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }
}

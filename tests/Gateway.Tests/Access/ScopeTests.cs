using System.Net;
using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>What a key may do, asked over HTTP; none of these calls comes as far as an order.</summary>
public sealed class ScopeTests(ScopeTests.Gateway scoped) : IClassFixture<ScopeTests.Gateway>
{
    public static TheoryData<string, string, string> Calls => new()
    {
        { "POST", "", "payments:create" },
        { "POST", "/a+b/invoices", "payments:create" },
        { "GET", "?take=0", "payments:read" },
        { "GET", "/a+b", "payments:read" },
        { "GET", "/a+b/events", "payments:read" },
        { "GET", "/a+b/refunds", "payments:read" },
        { "GET", "/a+b/refunds/R-1", "payments:read" },
        { "POST", "/a+b/cancel", "payments:cancel" },
        { "POST", "/a+b/refunds", "payments:refund" },
        { "POST", "/a+b/review", "ops:write" },
        { "POST", "/a+b/refunds/R-1/resolution", "ops:write" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_needs_its_scope_and_no_other(string method, string path, string scope)
    {
        var refused = await Send(method, path, Gateway.KeyWithout(scope));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var problem = await refused.Problem();
        Assert.Equal(
            scope == "payments:refund" ? "refund_not_allowed" : "scope_missing",
            problem.GetProperty("errorCode").GetString());
        Assert.Contains(scope, problem.GetProperty("detail").GetString());

        Assert.Contains(
            (await Send(method, path, Gateway.KeyWith(scope))).StatusCode,
            new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
    }

    [Fact]
    public void Every_call_of_the_API_says_which_scope_it_needs()
    {
        var calls = scoped.Running.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(Calls.Count(), calls.Count);
        Assert.All(calls, call => Assert.NotNull(call.Metadata.GetMetadata<RequiredScope>()));
    }

    [Fact]
    public async Task A_list_opens_to_those_who_look_at_everything_too() => Assert.Equal(
        HttpStatusCode.BadRequest, (await Send("GET", "?take=0", Gateway.KeyWith("ops:read"))).StatusCode);

    private Task<HttpResponseMessage> Send(string method, string path, string key)
    {
        var request = method == "GET" ? Requests.Get(Payments.Path + path) : Requests.Post(Payments.Path + path);
        return scoped.Running.Send(request.WithKey(key));
    }

    /// <summary>One key for each scope that has it alone, and one that has all but it.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        internal RunningGateway Running { get; } = new(Settings());

        public static string KeyWith(string scope) => $"only {scope}";

        public static string KeyWithout(string scope) => $"all but {scope}";

        public ValueTask InitializeAsync() => Running.InitializeAsync();

        public ValueTask DisposeAsync() => Running.DisposeAsync();

        private static Dictionary<string, string?> Settings()
        {
            var settings = new Dictionary<string, string?>();
            var every = ScopeNames.Every.Select(ScopeNames.Name).ToList();
            foreach (var (i, scope) in every.Index())
            {
                // Who looks at everything may list, so a list is closed only to who has neither scope.
                var others = every.Where(name => name != scope && (scope != "payments:read" || name != "ops:read"));
                Add($"with-{i}", KeyWith(scope), [scope]);
                Add($"without-{i}", KeyWithout(scope), [.. others]);
            }

            return settings;

            void Add(string name, string key, string[] scopes)
            {
                settings[$"ApiKeys:{name}:Sha256"] = Convert.ToHexString(ApiKeyRing.Hash(key));
                for (var i = 0; i < scopes.Length; i++) settings[$"ApiKeys:{name}:Scopes:{i}"] = scopes[i];
            }
        }
    }
}

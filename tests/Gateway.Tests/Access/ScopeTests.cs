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
        { "POST", "/find", "payments:read" },
        { "POST", "/resume", "payments:read" },
        { "POST", "/a+b/cancel", "payments:cancel" },
        { "POST", "/a+b/refunds", "payments:refund" },
        { "POST", "/a+b/review", "ops:write" },
        { "POST", "/a+b/refunds/R-1/resolution", "ops:write" },
        { "POST", "/a+b/read", "ops:write" },
        { "GET", "/a+b/transactions", "ops:read" },
        { "GET", "/a+b/sinks", "payments:read" },
        { "POST", "/a+b/sinks/workitem/resume", "ops:write" },
        { "POST", "/a+b/sinks/workitem/redeliver", "ops:write" },
        { "POST", "/a+b/refunds/R-1/send", "payments:refund" },
        { "POST", "/v1/customers/erasures", "ops:approve" },
        { "POST", "/v1/customers/exports", "ops:approve" },
        { "GET", "/v1/statements", "ops:read" },
    };

    /// <summary>What concerns all merchants, whose accounts these are.</summary>
    public static TheoryData<string, string, string, HttpStatusCode> OperatorCalls => new()
    {
        { "GET", "/v1/accounts", "ops:read", HttpStatusCode.OK },
        { "POST", "/v1/accounts/nobody/pause", "ops:write", HttpStatusCode.NotFound },
        { "POST", "/v1/accounts/nobody/resume", "ops:write", HttpStatusCode.NotFound },
        { "POST", "/v1/reconciliations", "ops:read", HttpStatusCode.NotFound },
        { "GET", "/v1/reconciliations?account=nobody", "ops:read", HttpStatusCode.NotFound },
        { "GET", "/v1/reconciliations/nobody/R-1", "ops:read", HttpStatusCode.NotFound },
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

    [Theory]
    [MemberData(nameof(OperatorCalls))]
    public async Task A_call_about_accounts_needs_its_scope_and_all_merchants(
        string method, string path, string scope, HttpStatusCode answered)
    {
        foreach (var key in new[] { Gateway.KeyWith(scope), Gateway.KeyOfAllWithout(scope) })
        {
            var refused = await scoped.Running.Send(Request(method, path).WithKey(key));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            var problem = await refused.Problem();
            Assert.Equal("scope_missing", problem.GetProperty("errorCode").GetString());
            Assert.Contains(scope, problem.GetProperty("detail").GetString());
        }

        var allowed = await scoped.Running.Send(Request(method, path).WithKey(RunningGateway.OperatorKey));
        Assert.Equal(answered, allowed.StatusCode);
    }

    [Fact]
    public void Every_call_of_the_API_says_which_scope_it_needs()
    {
        var calls = scoped.Running.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(Calls.Count + OperatorCalls.Count, calls.Count);
        Assert.All(calls, call => Assert.NotNull(call.Metadata.GetMetadata<RequiredScope>()));
    }

    [Fact]
    public async Task A_list_opens_to_those_who_look_at_everything_too() => Assert.Equal(
        HttpStatusCode.BadRequest, (await Send("GET", "?take=0", Gateway.KeyWith("ops:read"))).StatusCode);

    private Task<HttpResponseMessage> Send(string method, string path, string key) =>
        scoped.Running.Send(Request(method, Whole(path)).WithKey(key));

    /// <summary>Most are below those of payments.</summary>
    internal static string Whole(string path) =>
        path.StartsWith("/v1", StringComparison.Ordinal) ? path : Payments.Path + path;

    private static HttpRequestMessage Request(string method, string path) =>
        method == "GET" ? Requests.Get(path) : Requests.Post(path);

    /// <summary>One key for each scope that has it alone, and one that has all but it.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        internal RunningGateway Running { get; } = new(Settings());

        public static string KeyWith(string scope) => $"only {scope}";

        public static string KeyWithout(string scope) => $"all but {scope}";

        public static string KeyOfAllWithout(string scope) => $"all but {scope}, for all merchants";

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
                Add($"all-without-{i}", KeyOfAllWithout(scope), [.. every.Where(name => name != scope)]);
                settings[$"ApiKeys:all-without-{i}:Merchant"] = "*";
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

using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Genesys.Contract;
using CryptoPay.Sandbox.Genesys.Faults;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>One call of the API and what answers it.</summary>
internal sealed record GenesysCall(HttpContext Http, TenantStore Tenant, GenesysFaults Faults, TimeProvider Time)
{
    private const string Mount = "/sandbox/genesys";

    /// <summary>Method and path, as the history of a thing shows it.</summary>
    public string Name => $"{Http.Request.Method} {Path}";

    // Escaped, or a ? in an ID would begin a query.
    private string Path => Http.Request.Path.ToUriComponent()[Mount.Length..];

    public bool Expands(string what) => Http.Request.Query["expands"].ToString().Split(',').Contains(what);

    /// <summary>Does the work unless a fault is in the way or the request breaks the contract.</summary>
    /// <param name="ids">Of what the call is about; a fault may be for one of them, or for a text of the body.</param>
    /// <param name="work">With the request's body; an empty one where there is none.</param>
    public async Task<IResult> Run(string operation, string[] ids, Func<JsonObject, IResult> work)
    {
        var request = Http.Request;
        var body = Encoding.UTF8.GetString(await request.ReadBytes());
        var mistake = Mistake(body);
        var sent = mistake is null && body != "" ? JsonNode.Parse(body)!.AsObject() : [];
        return await Faults.Switch.Run(
            Http, operation,
            [.. ids, .. sent.Select(field => field.Value).OfType<JsonValue>().Select(value => value.ToString())],
            status => GenesysError.Of(status, GenesysContract.PermissionsFor(request.Method, Path)),
            () => mistake ?? work(sent));
    }

    public Task<IResult> Run(string operation, string[] ids, Func<IResult> work) => Run(operation, ids, _ => work());

    /// <summary>Changes a thing by a rule, and answers with what it is then, or why the rule refuses.</summary>
    public IResult Change(
        string kind, string id, Func<JsonObject, GenesysError?> rule, Func<TenantObject, IResult> answer,
        int status = StatusCodes.Status200OK)
    {
        var (after, refusal) = Tenant.Change(kind, id, Name, status, rule);
        return refusal ?? answer(after);
    }

    private GenesysError? Mistake(string body)
    {
        var request = Http.Request;
        if (body != "" && !request.HasJsonContentType())
            return new(StatusCodes.Status415UnsupportedMediaType, "unsupported.media.type", "Unsupported media type.");
        var mistakes = GenesysContract.MistakesInRequest(request.Method, Path + request.QueryString, body);
        return mistakes.Count == 0 ? null : GenesysError.BadRequest(string.Join(' ', mistakes));
    }
}

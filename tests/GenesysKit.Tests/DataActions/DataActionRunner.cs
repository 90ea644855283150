using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>Runs the exported data actions as Genesys Cloud does, by its engines and over HTTP.</summary>
/// <param name="gateway">With the gateway's own address.</param>
/// <param name="secret">The integration's API key or access token.</param>
internal sealed class DataActionRunner(VelocityAndJsonPath engines, HttpClient gateway, string secret)
{
    /// <summary>Which exports.</summary>
    public Credential Credential { get; init; } = Credential.ApiKey;

    /// <param name="inputs">Strings; what is null has no value in the flow.</param>
    /// <exception cref="ArgumentException">It is no input of this action, or no string.</exception>
    public Task<DataActionResult> Run(string actionName, IReadOnlyDictionary<string, object?> inputs) =>
        Run(ExportedAction.Named(actionName, Credential.Folder), inputs);

    /// <inheritdoc cref="Run(string, IReadOnlyDictionary{string, object?})"/>
    public async Task<DataActionResult> Run(ExportedAction action, IReadOnlyDictionary<string, object?> inputs)
    {
        using var request = (await Render(action, inputs)).ToMessage();
        using var answer = await gateway.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(answer.StatusCode, answer.IsSuccessStatusCode ? await Map(action, body) : null, body);
    }

    /// <inheritdoc cref="Run(string, IReadOnlyDictionary{string, object?})"/>
    public Task<DataActionResult> Run(string actionName, params (string Name, object? Value)[] inputs) =>
        Run(actionName, inputs.ToDictionary());

    /// <summary>Again and again, as a flow asks.</summary>
    public Task<DataActionResult> RunUntil(
        string actionName, IReadOnlyDictionary<string, object?> inputs, Func<DataActionResult, bool> holds) =>
        Gateway.Tests.Payments.Until(() => Run(actionName, inputs), holds);

    /// <summary>What is sent.</summary>
    public async Task<DataActionRequest> Render(ExportedAction action, IReadOnlyDictionary<string, object?> inputs)
    {
        var values = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            if (!action.Inputs.ContainsKey(name) || value is not (null or string))
                throw new ArgumentException($"{action.Name} has no string input {name}.", nameof(inputs));
            values[name] = (string?)value;
        }

        values["rawRequest"] = values.ToJsonString();
        var context = new JsonObject
        {
            ["input"] = values,
            ["credentials"] = new JsonObject { ["apiKey"] = secret },
            ["authResponse"] = new JsonObject { ["access_token"] = secret },
        };
        var headers = new List<(string, string)>();
        foreach (var (name, template) in action.Headers) headers.Add((name, await engines.Render(template, context)));
        var address = $"{gateway.BaseAddress}".TrimEnd('/');
        return new DataActionRequest(
            action.Method,
            // One that calls Genesys Cloud itself names no host.
            await engines.Render(
                action.UrlTemplate is ['/', ..]
                    ? address + action.UrlTemplate
                    : action.UrlTemplate.Replace(ExportedAction.Address, address),
                context),
            headers,
            await engines.Render(action.BodyTemplate, context));
    }

    /// <summary>The outputs that a flow gets of an answer.</summary>
    /// <exception cref="JsonException">They are no JSON: the action fails.</exception>
    public async Task<JsonObject> Map(ExportedAction action, string body)
    {
        var found = await engines.Map(body, action.Paths);
        var values = new JsonObject(action.Paths.Select(path => KeyValuePair.Create<string, JsonNode?>(
            path.Key, found.GetValueOrDefault(path.Key) ?? (string?)action.Defaults[path.Key])));
        return JsonNode.Parse(await engines.Render(action.SuccessTemplate, values))!.AsObject();
    }
}

/// <param name="Outputs">Null where it failed, for which flows have a path of its own.</param>
/// <param name="Body">What the gateway answered.</param>
internal sealed record DataActionResult(HttpStatusCode Status, JsonObject? Outputs, string Body)
{
    public string Text(string output) => (string)Outputs![output]!;

    public bool Is(string output) => (bool)Outputs![output]!;

    public int Number(string output) => (int)Outputs![output]!;
}

/// <summary>What a data action sends.</summary>
internal sealed record DataActionRequest(
    string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public string Header(string name) => Headers.Single(header => header.Name == name).Value;

    public HttpRequestMessage ToMessage()
    {
        Assert.Matches(@"\Ahttps?://[A-Za-z0-9.:/_~%*-]+\z", Url);
        var message = new HttpRequestMessage(new HttpMethod(Method), Url);
        // A body of a GET is not sent.
        if (Method != "GET")
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Header("Content-Type"));
        }

        foreach (var (name, value) in Headers.Where(header => header.Name != "Content-Type"))
            message.Headers.Add(name, value);
        return message;
    }
}

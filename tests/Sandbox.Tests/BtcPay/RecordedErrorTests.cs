using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

public sealed class RecordedErrorTests
{
    private const string AdminKey = "16e671c5a81fb801ffc700004370b856be11c86d";

    /// <summary>File, step, and whether the body is compared too.</summary>
    public static TheoryData<string, int, bool> Steps()
    {
        var steps = new TheoryData<string, int, bool>();
        // Lists of the recorded store, and the words of BTCPay's JSON reader, are compared by status and type alone.
        Add("errors-401-unauthenticated", [1, 2, 4, 5, 9], [3]);
        // The others use keys with fewer permissions; the sandbox has one key.
        Add("errors-403-missing-permission", [10, 11, 12, 13], []);
        Add("errors-not-found-and-unknown-ids", [1, 2, 3, 4, 5, 6, 7, 11], []);
        Add("errors-unknown-ids-with-admin-key", [1, 2, 3, 5, 7, 10, 11, 12], [4, 6]);
        // 13 is a coin that the sandbox has; 34 and 35 manage webhooks.
        Add("errors-422-validation", [.. Enumerable.Range(1, 33).Except([13, 23, 25])], [23, 25]);
        Add("health-and-rates", [1], []);
        return steps;

        void Add(string file, int[] whole, int[] statusOnly)
        {
            foreach (var n in whole)
            {
                steps.Add(file, n, true);
            }
            foreach (var n in statusOnly)
            {
                steps.Add(file, n, false);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_error_is_as_recorded(string file, int n, bool comparesBody)
    {
        var recording = Recording.Load(file);
        var step = recording.Steps.Single(step => step.N == n);
        await using var sandbox = await SandboxHost.Start(now: recording.At(0));

        using var answer = await sandbox.Http.SendAsync(Request(step.Request!), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(step.Response!.Status, (int)answer.StatusCode);
        Assert.Equal(step.Response.ContentType, answer.Content.Headers.ContentType?.ToString());
        if (comparesBody)
        {
            Assert.Equal(Compared(step.Response.BodyText), Compared(text));
        }
    }

    private static HttpRequestMessage Request(RecordedRequest recorded)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(recorded.Method), "/sandbox/btcpay" + recorded.Path);
        if (recorded.Headers.TryGetValue("Authorization", out var authorization))
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization", authorization.Replace(AdminKey, SandboxHost.ApiKey));
        }
        if (recorded.Headers.TryGetValue("Content-Type", out var contentType))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(WithoutRate(recorded.BodyText ?? "")));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        return request;
    }

    // The recorded store had no rate for GBP; the sandbox has one, and none for SEK.
    private static string WithoutRate(string text) => text.Replace("GBP", "SEK");

    private static string Compared(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return "";
        }
        var node = JsonNode.Parse(WithoutRate(json));
        if (node is JsonObject invoice && invoice.ContainsKey("checkoutLink"))
        {
            var id = (string)invoice["id"]!;
            return Comparable.Text(node.ToJsonString(), new Dictionary<string, string> { [id] = "ID" });
        }
        return Comparable.Text(node!.ToJsonString(), new Dictionary<string, string>());
    }
}

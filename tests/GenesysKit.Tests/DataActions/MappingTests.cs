using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>What a flow gets of an answer that is not, or not all, CryptoPay's.</summary>
public sealed class MappingTests(VelocityAndJsonPath engines) : IDisposable
{
    private static readonly ExportedAction Action =
        ExportedAction.Named("CryptoPay Get Payment", Credential.ApiKey.Folder);

    private readonly HttpClient nobody = new();

    private DataActionRunner Runner => new(engines, nobody, "");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"paid\"")]
    [InlineData("true")]
    // Jayway takes these for JSON: findings/jsonpath-takes-a-page-for-json.sh.
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("\ufeff{\"isPaid\":true,\"isFinal\":true,\"outcome\":\"paid\"}")]
    [InlineData("""{"message":"Too many requests","code":429}""")]
    [InlineData("""{"data":{"isPaid":true,"isFinal":true,"outcome":"paid"}}""")]
    [InlineData("""[{"isPaid":true,"isFinal":true,"outcome":"paid"}]""")]
    [InlineData("""{"IsPaid":true,"isfinal":true,"Outcome":"paid"}""")]
    public async Task Of_another_answer_nothing_is_paid_and_nothing_is_final_and_each_output_is_there(string answer)
    {
        var told = await Runner.Map(Action, answer);

        Assert.Equal(
            Action.Outputs.Select(output => $"{output.Key} {output.Value!["type"]}"),
            told.Select(output => $"{output.Key} {ExportTests.TypeOf(output.Value!)}"));
        Assert.Equal(
            (false, false, "pending", "Payment Pending", 10),
            ((bool)told["isPaid"]!, (bool)told["isFinal"]!, (string)told["outcome"]!, (string)told["caseStatus"]!,
                (int)told["pollAfterSeconds"]!));
        Assert.Contains("address", (string)told["errorDetail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_missing_has_its_default_and_the_others_their_values()
    {
        var told = await Runner.Map(Action, """{"outcome":"paid","isFinal":true}""");

        Assert.Equal(("paid", true, false), ((string?)told["outcome"], (bool)told["isFinal"]!, (bool)told["isPaid"]!));
    }

    /// <summary>The gateway never sends one: see OutcomeTests.</summary>
    [Fact]
    public async Task A_null_is_null_and_no_default_and_breaks_nothing_else()
    {
        var told = await Runner.Map(Action, """{"isPaid":null,"message":null,"outcome":"confirming"}""");

        Assert.Equal((null, null, "confirming"), (told["isPaid"], told["message"], (string?)told["outcome"]));
    }

    [Theory]
    [MemberData(nameof(EscapingTests.Hostile), MemberType = typeof(EscapingTests))]
    public async Task A_text_arrives_as_it_was_answered(string text)
    {
        var answer = new JsonObject { ["message"] = text, ["outcome"] = "paid" };

        foreach (var json in (string[])[answer.ToJsonString(), answer.ToJsonString(Relaxed)])
        {
            var told = await Runner.Map(Action, json);
            Assert.Equal((text, "paid"), ((string?)told["message"], (string?)told["outcome"]));
        }
    }

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Dispose() => nobody.Dispose();
}

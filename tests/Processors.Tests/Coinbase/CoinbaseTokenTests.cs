using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseTokenTests : IDisposable
{
    private readonly ProcessorRig rig = new(CoinbaseDialect.Settings);

    [Fact]
    public async Task A_token_is_for_this_key_this_method_this_path_and_two_minutes()
    {
        rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.ListJson("")));
        await rig.Processor.FindInvoices(new("default", "a/b"), TestContext.Current.CancellationToken);

        var (header, claims) = Verified(rig.Server.Calls[0].Authorization);

        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal("JWT", header.GetProperty("typ").GetString());
        Assert.Equal("4bb6a1de-key", header.GetProperty("kid").GetString());
        Assert.Matches("^[0-9a-f]{32}$", header.GetProperty("nonce").GetString());
        var now = rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"sub":"4bb6a1de-key","iss":"cdp","nbf":{{now}},"iat":{{now}},"exp":{{now + 120}},"""
            + "\"uris\":[\"GET business.example.com/sandbox/api/v1/checkouts\"]}",
            claims.GetRawText());
    }

    [Fact]
    public async Task A_read_that_is_repeated_is_signed_again_for_the_time_it_leaves()
    {
        rig.Server.Answers(new Answer.Says(503, ""), new Answer.Says(404, ""));
        await rig.Elapse(rig.Processor.ReadInvoice("x", TestContext.Current.CancellationToken));

        var nonces = rig.Server.Calls.Select(
            call => Verified(call.Authorization).Header.GetProperty("nonce").GetString());

        Assert.Equal(2, nonces.Distinct().Count());
    }

    [Fact]
    public async Task A_key_whose_line_breaks_are_written_out_signs_as_well()
    {
        rig.Change("PrivateKey",
            CoinbaseDialect.Key.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal));
        rig.Server.Answers(new Answer.Says(404, ""));
        await rig.Processor.ReadInvoice("x", TestContext.Current.CancellationToken);

        Verified(rig.Server.Calls[0].Authorization);
    }

    [Fact]
    public async Task A_key_that_stops_being_one_makes_calls_unavailable_and_is_not_shown()
    {
        rig.Change("PrivateKey", "hunter2");

        var read = await rig.Processor.ReadInvoice("x", TestContext.Current.CancellationToken);

        Assert.Equal(new ProcessorResult<Invoice>.Unavailable("invalid_settings", WasSent: false), read);
    }

    public void Dispose() => rig.Dispose();

    private static (JsonElement Header, JsonElement Claims) Verified(string authorization)
    {
        Assert.StartsWith("Bearer ", authorization, StringComparison.Ordinal);
        var parts = authorization["Bearer ".Length..].Split('.');
        Assert.True(CoinbaseDialect.Key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256));
        return (JsonElement.Parse(Base64Url.DecodeFromChars(parts[0])),
            JsonElement.Parse(Base64Url.DecodeFromChars(parts[1])));
    }
}

using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Gateway.Tests.Webhooks;

/// <summary>A secret that is rotated in a mounted folder, as Kubernetes does, while payments are under way.</summary>
public sealed class SecretFolderTests(WholeGateway sandbox) : IAsyncLifetime
{
    private const string OldSecret = "the-secret-before-the-rotation";
    private const string NewSecret = "the-secret-after-the-rotation";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-rotation-").FullName;
    private WholeGateway gateway = null!;

    [Fact]
    public async Task A_rotated_secret_counts_at_once_and_what_was_refused_in_between_is_found_by_reading()
    {
        await gateway.Opened("CC-rotated");
        await sandbox.Control("CC-rotated", "pay");
        Assert.Equal(HttpStatusCode.Unauthorized, await Deliver(NewSecret));

        TurnTo("v2", NewSecret);

        await gateway.Until("CC-rotated", view => view.Status == "Confirming");
        // It is told when all are woken, and the order may be quicker.
        await Payments.Until(
            () => Task.FromResult(gateway.Log.Lines.ToArray()),
            lines => lines.Any(line => line.Contains("settings of processor account shop changed: 1 open")));
        Assert.Equal(HttpStatusCode.OK, await Deliver(NewSecret));
        Assert.Equal(HttpStatusCode.Unauthorized, await Deliver(OldSecret));
        Assert.DoesNotContain(
            gateway.Log.Lines, line => line.Contains(OldSecret) || line.Contains(NewSecret));
    }

    public async ValueTask InitializeAsync()
    {
        TurnTo("v1", OldSecret);
        foreach (var name in (string[])["ApiKey", "WebhookSecret"])
            File.CreateSymbolicLink(Path.Combine(folder, $"Processors__shop__{name}"), Path.Combine("..data", name));
        gateway = new WholeGateway(
        [
            $"--Secrets:Folder={folder}",
            "--Processors:shop:Kind=BtcPay",
            $"--Processors:shop:BaseUrl={sandbox.Address}sandbox/btcpay",
            $"--Processors:shop:StoreId={sandbox.Setting("StoreId")}",
            .. WholeGateway.Merchants.Select((merchant, i) => $"--Processors:shop:Merchants:{i}={merchant}"),
        ]);
        await gateway.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void TurnTo(string version, string webhookSecret)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, $"..{version}")).FullName;
        File.WriteAllText(Path.Combine(files, "ApiKey"), $"{sandbox.Setting("ApiKey")}\n");
        File.WriteAllText(Path.Combine(files, "WebhookSecret"), $"{webhookSecret}\n");
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data_tmp"), $"..{version}");
        // As one step; .NET moves no link to a folder over another.
        using var move = Process.Start(
            "mv", ["-T", Path.Combine(folder, "..data_tmp"), Path.Combine(folder, "..data")]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    /// <summary>About an order that nobody has, so that it wakes none.</summary>
    private async Task<HttpStatusCode> Deliver(string secret)
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"type":"InvoiceSettled","deliveryId":"1","storeId":"{{{sandbox.Setting("StoreId")}}}","invoiceId":"none",
             "metadata":{"merchant":"{{{WholeGateway.Merchant}}}","orderId":"CC-nobodys"}}
            """);
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/shop");
        request.Content = new ByteArrayContent(body);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
        request.Headers.Add("BTCPay-Sig", $"sha256={Convert.ToHexStringLower(signature)}");
        return (await gateway.Send(request, key: null)).StatusCode;
    }
}

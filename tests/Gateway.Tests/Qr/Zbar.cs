using System.ComponentModel;
using System.Diagnostics;

namespace CryptoPay.Gateway.Tests.Qr;

/// <summary>Reads a QR image as a wallet's camera does, by a program that is not ours.</summary>
internal static class Zbar
{
    public const string Missing = "zbarimg is not installed (Debian: zbar-tools)";

    public static bool IsInstalled { get; } = Starts();

    public static async Task<string> Read(byte[] image)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, image, Requests.Cancellation);
            var zbar = new ProcessStartInfo("zbarimg", ["--quiet", "--nodbus", "--raw", file]);
            zbar.RedirectStandardOutput = true;
            using var process = Process.Start(zbar)!;
            return (await process.StandardOutput.ReadToEndAsync(Requests.Cancellation)).TrimEnd('\n');
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Starts()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("zbarimg", "--version") { RedirectStandardOutput = true });
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

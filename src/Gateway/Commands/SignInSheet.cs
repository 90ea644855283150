using CryptoPay.Gateway.Hosting;
using CryptoPay.Grains.Access;
using OtpNet;
using QRCoder;

namespace CryptoPay.Gateway.Commands;

/// <summary>What a new operator needs, on one screen.</summary>
internal static class SignInSheet
{
    public static string Of(string name, IssuedSecrets issued, IConfiguration settings)
    {
        var at = settings["Gateway:PublicBaseUrl"] is { Length: > 0 } known ? known : OwnAddress.Of(settings);
        var uri = new OtpUri(OtpType.Totp, issued.TotpSecret, name, "CryptoPay").ToString();
        return $"""

              sign in at  {at}/login
              name        {name}
              password    {issued.Password}
              codes       {uri}

            Scan this with an authenticator app for the codes, or type the secret of the line above into one:

            {QrOf(uri)}

            This is shown once. Keep the password in a password manager, and clear the screen.
            """;
    }

    private static string QrOf(string uri)
    {
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        var lines = code.GetGraphicSmall().Split('\n');
        // Light on dark whatever the terminal's colors are: not every app reads it the other way round.
        return string.Join('\n', Console.IsOutputRedirected ? lines : lines.Select(line => $"\e[97;40m{line}\e[0m"));
    }
}

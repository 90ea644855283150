using System.Text;
using QRCoder;
using QRCoder.Exceptions;

namespace CryptoPay.WebPages;

/// <summary>Pictures of a text that a wallet's camera reads.</summary>
public static class QrCode
{
    /// <summary>
    /// Exactly this text, quiet zone included; readable with up to 15 % of it covered (level M), or up to 7 % where it
    /// is too long for that (level L).
    /// </summary>
    /// <returns>Null where no QR code holds it: beyond 2953 bytes.</returns>
    public static byte[]? Png(string content, int pixelsPerModule = 8) =>
        Png(content, pixelsPerModule, QRCodeGenerator.ECCLevel.M)
        ?? Png(content, pixelsPerModule, QRCodeGenerator.ECCLevel.L);

    /// <summary>
    /// As an image that stands in the page: one pixel a module, some hundred bytes; the style makes it large.
    /// </summary>
    /// <param name="label">What it is to somebody who does not see it.</param>
    public static Html Image(string content, string label) => Png(content, 1) is { } png
        ? Html.Of($"""<img class="qr" src="data:image/png;base64,{Convert.ToBase64String(png)}" alt="{label}">""")
        : Html.Empty;

    private static byte[]? Png(string content, int pixelsPerModule, QRCodeGenerator.ECCLevel level)
    {
        // A reader takes bytes for Latin-1 or guesses, unless it is told that they are UTF-8. For ASCII all are one.
        var isAscii = Ascii.IsValid(content);
        try
        {
            using var code = QRCodeGenerator.GenerateQrCode(
                content, level, forceUtf8: !isAscii,
                eciMode: isAscii ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8);
            return new PngByteQRCode(code).GetGraphic(pixelsPerModule);
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }
}
